/** Who may do what in a group or a channel, and how fast its members write. */
import type { Chat } from '../api/schema'
import type { Millis, Role } from './rpc'

const RIGHTS = ['writes', 'comments', 'adds', 'pins', 'changes'] as const
export type Right = (typeof RIGHTS)[number]

/** The lowest role that has each right; seconds from a member's message to the next, and messages in any hour. */
export type ChatRights = Readonly<Record<Right, Role>> & Readonly<{ slow: number; hourly: number }>

/** What only groups and channels have. */
export type LedRow = Readonly<{
  rights?: ChatRights
  /** What I may do. */
  may?: readonly Right[]
  /** When my next message is taken, in a chat where I cannot write as fast as I like; absent for at once. */
  waits?: Millis
  /** Of a public chat: what it is found by, and whether one asks to be let in. */
  address?: string
  approval?: boolean
}>

const RANKS: readonly Role[] = ['member', 'admin', 'owner']

/** Chats that were kept by an older client say nothing of rights. */
export function rightsOf(chat: Partial<Chat>): ChatRights {
  const { who_writes: writes = 'member', who_comments: comments = 'member', who_adds: adds = 'admin' } = chat
  const { who_pins: pins = 'admin', who_changes: changes = 'admin', slow_s: slow = 0, hourly = 0 } = chat
  return { writes, comments, adds, pins, changes, slow, hourly }
}

/** What somebody in this role may do. */
export const rightsOfRole = (rights: ChatRights, role: Role): readonly Right[] =>
  RIGHTS.filter((right) => RANKS.indexOf(role) >= RANKS.indexOf(rights[right]))
