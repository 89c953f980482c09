/** Chats in which not everybody does everything: a channel that is led or read, and a slow group. */
import type { ChatRow } from '../src/engine/rpc'
import { dacha } from './chats'

const channel: Partial<ChatRow> = {
  kind: 'channel',
  title: 'Вестник садоводства',
  rights: {
    writes: 'admin',
    comments: 'member',
    adds: 'admin',
    pins: 'admin',
    changes: 'owner',
    slow: 0,
    hourly: 0,
  },
}

const LED = {
  leads: channel,
  reads: { ...channel, role: 'member', may: [], closed: 'reads' },
  slow: {
    role: 'member',
    may: ['writes'],
    rights: {
      writes: 'member',
      comments: 'member',
      adds: 'admin',
      pins: 'admin',
      changes: 'admin',
      slow: 300,
      hourly: 20,
    },
    waits: Date.now() + 95_000,
  },
} satisfies Record<string, Partial<ChatRow>>

/** Of which the group of the small world is one. */
export type Led = keyof typeof LED

/** The chats, with that group so; as they are where the scene is another. */
export const led = (chats: readonly ChatRow[], scene: string): readonly ChatRow[] =>
  scene in LED ? chats.map((row) => (row.key === dacha ? { ...row, ...LED[scene as Led] } : row)) : chats
