/** An engine without a server, for the stories: answers every view from the small world. */
import type {
  Answer,
  ConnectionRow,
  Engine,
  Patch,
  QuestionName,
  Questions,
  SessionRow,
  View,
} from '../src/engine/rpc'
import { Needle } from '../src/i18n/needle'
import * as hostile from './hostile'
import * as world from './world'

/** Which state the app is shown in. */
export type Scene =
  | 'chat'
  | 'empty'
  | 'offline'
  | 'login'
  | 'register'
  | 'welcome'
  | 'ended'
  | 'loading'
  | 'unreachable'
  | 'hostile'

const server = { name: 'Молва на Садовой', registration: 'open', fresh: false, textLimit: 4_000 } as const

function session(scene: Scene): SessionRow {
  const fresh = scene === 'welcome'
  const out = {
    key: 'session',
    server: { ...server, fresh, name: fresh ? '' : server.name },
    me: null,
  } as const
  if (scene === 'login' || scene === 'register' || scene === 'welcome') return { ...out, phase: 'signed-out' }
  if (scene === 'ended') return { ...out, phase: 'ended' }
  const { id, name, username } = world.me
  return { key: 'session', phase: 'signed-in', server, me: { id, name, username, owner: true } }
}

function connection(scene: Scene): ConnectionRow {
  const phase = scene === 'offline' || scene === 'unreachable' ? scene : 'online'
  return {
    key: 'connection',
    phase,
    since: world.NOW - 60_000,
    retryAt: world.NOW + 12_000,
    waiting: phase === 'online' ? 0 : 3,
  }
}

function rowsOf(what: View, scene: Scene): readonly unknown[] {
  switch (what.kind) {
    case 'session':
      return [session(scene)]
    case 'connection':
      return [connection(scene)]
    case 'chats':
      if (scene === 'hostile') return hostile.chats
      return scene === 'empty' ? [] : world.chats
    case 'timeline':
      if (scene === 'hostile') return hostile.rows
      return what.chat === world.dacha ? world.rows : []
    case 'members':
      return scene === 'hostile' ? hostile.members : world.members
    case 'search': {
      const needle = new Needle(what.query)
      const found = world.rows.filter((row) => row.kind === 'message' && needle.isIn(row.text))
      return found.map(({ key, pos, at }) => ({ key, pos, at })).reverse()
    }
    case 'devices':
      return world.devices
    case 'outbox':
      return scene === 'offline' ? world.outbox : []
  }
}

function answer(name: QuestionName, what: unknown): Answer<QuestionName> {
  if (name === 'people') {
    const { q } = what as Questions['people']['ask']
    const found = Object.values(world.people).filter((person) =>
      person.name.toLowerCase().includes(q.toLowerCase()),
    )
    return { ok: true, value: found }
  }
  if (name === 'readers') return { ok: true, value: [world.people.anya, world.people.olga] }
  if (name === 'login') return { ok: false, code: 'sign_in_failed', params: {}, retryAfter: null }
  if (name === 'openDirect' || name === 'createGroup') return { ok: true, value: { chat: world.dacha } }
  return { ok: true, value: null }
}

export function memoryEngine(scene: Scene): Engine {
  return {
    open(what, onPatch) {
      const waits = scene === 'loading' && what.kind !== 'session' && what.kind !== 'connection'
      const edges = { atStart: true, atEnd: true, loading: null, unread: world.firstUnread }
      const patch = {
        view: 1,
        ops: [['set', rowsOf(what, scene)]],
        ...(what.kind === 'timeline' || what.kind === 'search' ? { edges } : {}),
      }
      if (!waits) onPatch(patch as unknown as Patch<never>)
      const nothing = () => undefined
      return { more: nothing, trim: nothing, jump: nothing, close: nothing }
    },
    command: () => undefined,
    signal: () => undefined,
    ask: (name, what) => Promise.resolve(answer(name, what) as never),
  }
}
