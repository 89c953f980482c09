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
import { matches } from '../src/i18n/fold'
import { Needle } from '../src/i18n/needle'
import { editsIn } from './edits'
import * as hostile from './hostile'
import { invitations, joins, links, publicChats } from './joining'
import { deeds, reports } from './judged'
import { led, type Led } from './led'
import { polls } from './polls'
import * as discussed from './threads'
import * as world from './world'

/** Which state the app is shown in. */
export type Scene =
  | 'chat'
  | 'empty'
  | 'new'
  | 'alone'
  | 'loading'
  | 'hostile'
  | 'member'
  | 'seen'
  | 'banned'
  | 'blocked'
  | 'refused'
  | 'folders'
  | 'polls'
  | 'threads'
  | 'threads_unknown'
  | 'asked'
  | 'crowd'
  | 'crowd-waits'
  | 'crowd-fails'
  | 'crowd-seeks'
  | 'crowd-lost'
  | 'crowd-offline'
  | Led
  | keyof typeof OUTSIDE
  | keyof typeof TROUBLE

const info = {
  name: 'Молва на Садовой',
  registration: 'open',
  fresh: false,
  textLimit: 4_000,
  directory: true,
  linkPreviews: true,
  edit_hours: 48,
  edit_history: true,
  version: '0.1.0',
  appeal: '',
} as const
const { id, name, username } = world.me
const me = { id, name, username, admin: true }

/** Nobody is signed in. */
const OUTSIDE = {
  login: { phase: 'signed-out', server: info },
  register: { phase: 'signed-out', server: info },
  invited: { phase: 'signed-out', server: { ...info, registration: 'invite' } },
  closed: { phase: 'signed-out', server: { ...info, registration: 'closed' } },
  welcome: { phase: 'signed-out', server: { ...info, fresh: true, name: '' } },
  ended: { phase: 'ended', server: info },
  stranger: { phase: 'signed-out', server: hostile.server },
  lone: { phase: 'signed-out', server: null },
  starting: { phase: 'starting', server: null },
  unready: { phase: 'starting', server: null, trouble: { why: 'busy', retryAt: world.NOW + 12_000 } },
  lost: { phase: 'starting', server: null, trouble: { why: 'unreachable', retryAt: world.NOW + 12_000 } },
  full: { phase: 'starting', server: null, trouble: { why: 'disk', retryAt: world.NOW + 12_000 } },
} as const

/** Somebody is, and the server is out of reach. */
const TROUBLE = {
  connecting: 'connecting',
  offline: 'offline',
  'crowd-offline': 'offline',
  unreachable: 'unreachable',
  outdated: 'outdated',
  no_room: 'full',
  threads_offline: 'offline',
  polls_offline: 'offline',
} as const

function session(scene: Scene): SessionRow {
  const outside = scene in OUTSIDE ? OUTSIDE[scene as keyof typeof OUTSIDE] : null
  const banned = scene === 'banned' && { bannedUntil: world.NOW + 30 * 3_600_000 }
  const who = { ...me, admin: scene !== 'member', ...banned }
  return { key: 'session', phase: 'signed-in', server: info, me: outside ? null : who, ...outside }
}

function connection(scene: Scene): ConnectionRow {
  const trouble = scene in TROUBLE ? TROUBLE[scene as keyof typeof TROUBLE] : null
  const times = { since: world.NOW - 60_000, retryAt: world.NOW + 12_000 }
  return { key: 'connection', phase: trouble ?? 'online', waiting: trouble ? 3 : 0, ...times }
}

function rowsOf(what: View, scene: Scene): readonly unknown[] {
  switch (what.kind) {
    case 'session':
      return [session(scene)]
    case 'connection':
      return [connection(scene)]
    case 'chats':
      if (scene === 'hostile') return [...hostile.chats, ...hostile.threads]
      if (scene === 'new' || scene === 'alone') return world.newcomer(scene === 'new' ? 24 : 1)
      // Whoever looks at a chat has seen what is in it.
      if (scene === 'seen')
        return world.chats.map(({ mentions, ...row }) =>
          row.key === world.dacha ? { ...row, unread: 0 } : { ...row, ...(mentions && { mentions }) },
        )
      if (scene === 'blocked' || scene === 'refused')
        return world.chats.map((row) => (row.peer ? { ...row, closed: scene } : row))
      if (scene === 'threads' || scene === 'threads_offline') return [...world.chats, ...discussed.threads]
      if (scene === 'threads_unknown') return [...world.chats, ...discussed.unknown]
      if (scene === 'asked')
        return world.chats.map((row) => (row.key === world.dacha ? { ...row, askers: 2 } : row))
      return scene === 'empty' ? [] : led(world.chats, scene)
    case 'folders':
      if (scene === 'hostile') return hostile.folders
      return scene === 'folders' ? world.folders : []
    case 'refusals':
      return []
    case 'timeline':
      if (scene === 'hostile') return hostile.timeline(what.chat)
      if (scene.startsWith('threads') && what.chat === world.dacha) return discussed.commented
      if (discussed.threads.some(({ key, preview }) => key === what.chat && preview))
        return discussed.comments
      return scene === 'polls' || scene === 'polls_offline' ? polls : (world.timelines[what.chat] ?? [])
    case 'scheduled':
      if (what.chat !== world.dacha) return []
      return scene === 'hostile' ? hostile.scheduled : world.scheduled
    case 'pins':
      return scene === 'hostile' ? hostile.pins(what.chat) : world.pins
    case 'readers': {
      const people = scene === 'hostile' ? hostile.people : [world.people.anya, world.people.olga]
      return people.map((person) => ({ key: person.id, ...person }))
    }
    case 'members':
      if (what.query !== undefined)
        return scene === 'crowd' ? world.missing.filter(({ name }) => matches(name, what.query ?? '')) : []
      if (scene === 'crowd-waits' || scene === 'crowd-fails') return []
      if (scene.startsWith('crowd')) return world.crowd
      return scene === 'hostile' ? hostile.members(what.chat) : world.members
    case 'search': {
      const needle = new Needle(what.query)
      const rows = scene === 'hostile' ? hostile.timeline(what.chat) : world.rows
      const found = rows.filter((row) => row.kind === 'message' && needle.isIn(row.text))
      return found.map(({ key, pos, at }) => ({ key, pos, at })).reverse()
    }
    case 'joins':
      if (scene === 'hostile')
        return joins.map((row) => ({ ...row, name: hostile.inviter, title: hostile.inviter }))
      return scene === 'asked' ? joins : []
    case 'devices':
      return scene === 'hostile' ? hostile.devices : world.devices
    case 'outbox':
      if (scene === 'hostile') return hostile.outbox
      return scene === 'offline' ? world.outbox : []
  }
}

const refusal = (code: string): Answer<QuestionName> => ({ ok: false, code, params: {}, retryAfter: null })

/** A code is the state that its invite is in. */
function invitation(code: string, scene: Scene): Answer<QuestionName> {
  if (scene === 'stranger') return { ok: true, value: { inviter: hostile.inviter, state: 'works' } }
  if (code !== 'works' && code !== 'expired' && code !== 'used_up') return refusal(code)
  return { ok: true, value: { inviter: world.people.anya.name, state: code } }
}

function answer(name: QuestionName, what: unknown, scene: Scene): Answer<QuestionName> {
  if (name === 'people') {
    if (scene === 'offline') return refusal('offline')
    const { q } = what as Questions['people']['ask']
    const people = scene === 'hostile' ? hostile.people : Object.values(world.people)
    const found = people.filter((person) => person.name.toLowerCase().includes(q.toLowerCase()))
    return { ok: true, value: found }
  }
  if (name === 'invitation') return invitation((what as Questions['invitation']['ask']).code, scene)
  if (name === 'chatInvitation') {
    const { code } = what as Questions['chatInvitation']['ask']
    const found = invitations[code]
    return found
      ? { ok: true, value: found }
      : refusal(
          code === 'offline' ? code : code.startsWith('@') ? 'public_chat_not_found' : 'invite_not_found',
        )
  }
  if (name === 'publicChats') {
    const { q, after } = what as Questions['publicChats']['ask']
    if (scene === 'offline') return refusal('offline')
    return { ok: true, value: publicChats(scene === 'chat' ? q : null, after !== null) }
  }
  if (name === 'openThread') return refusal(scene === 'threads' ? 'message_not_found' : 'offline')
  if (name === 'threads') return refusal('offline')
  if (name === 'publishChat') return refusal('address_taken')
  if (name === 'joinChat') return { ok: true, value: { chat: world.dacha, asked: true } }
  if (name === 'chatInvites' && scene === 'offline') return refusal('offline')
  if (name === 'chatInvites') return { ok: true, value: scene === 'chat' ? links : [] }
  if (name === 'createChatInvite') return { ok: true, value: { code: 'q0mJ3mVwRk2b6yP4sX8uZg' } }
  if (name === 'invites' && scene === 'offline') return refusal('offline')
  if (name === 'invites') return { ok: true, value: scene === 'chat' ? world.invites : [] }
  if (name === 'createInvite') return { ok: true, value: { code: 'q0mJ3mVwRk2b6yP4sX8uZg' } }
  if (name === 'reactors' && scene === 'offline') return refusal('offline')
  if (name === 'reactors') {
    const two = [
      { ...world.people.anya, emoji: ['👍', '🎉'] },
      { ...world.people.olga, emoji: ['👍'] },
    ]
    const rows = scene === 'hostile' ? hostile.people.map((one) => ({ ...one, emoji: ['👍'] })) : two
    return { ok: true, value: { rows, next: null } }
  }
  if (name === 'voters') {
    const two = [world.people.anya, world.people.olga]
    return { ok: true, value: { rows: scene === 'hostile' ? hostile.people : two, next: null } }
  }
  if (name === 'privacy') {
    const rules = {
      mayWrite: 'contacts',
      mayAdd: 'everybody',
      asksFirst: true,
      seesLastSeen: 'nobody',
      receipts: true,
    } as const
    const blocked = { hostile: hostile.people, chat: [world.people.olga] }[scene as string] ?? []
    return { ok: true, value: { rules, blocked } }
  }
  if (name === 'contact')
    return {
      ok: true,
      value: {
        saved: scene !== 'chat',
        blocked: scene === 'offline',
        real: scene === 'member' ? 'Anna Petrova' : null,
      },
    }
  if (name === 'reports' || name === 'deeds') {
    if (scene === 'offline') return refusal('offline')
    const found = name === 'reports' ? reports : deeds
    const rows = scene === 'chat' ? found : scene === 'hostile' ? hostile.judged(found as never) : []
    return { ok: true, value: { rows, next: scene === 'chat' ? world.dacha : null } as never }
  }
  if (name === 'report' && scene !== 'chat')
    return refusal(scene === 'offline' ? 'offline' : 'already_reported')
  if (name === 'changePassword') return refusal('wrong_password')
  if (name === 'login') return refusal('sign_in_failed')
  if (name === 'openDirect' || name === 'createGroup')
    return { ok: true, value: { chat: world.dacha, asked: [world.people.olga.id] } }
  if (name === 'addMembers') return { ok: true, value: { asked: [world.people.olga.id] } }
  return { ok: true, value: null }
}

/** @param tell puts what it answers with into another language */
export function memoryEngine(scene: Scene, tell: <T>(value: T) => T = (value) => value): Engine {
  let enter = () => {}
  return {
    open(what, onPatch) {
      const show = (rows: readonly unknown[]) =>
        onPatch({ view: 1, ops: [['set', tell(rows)]] } as unknown as Patch<never>)
      if (what.kind === 'session') enter = () => show([session('chat')])
      const waits = scene === 'loading' && what.kind !== 'session' && what.kind !== 'connection'
      const more = scene.startsWith('crowd') && what.kind === 'members'
      const sought = what.kind === 'members' && 'query' in what
      const atEnd = !more || (sought && scene === 'crowd')
      const waiting = more && !atEnd && (sought || scene === 'crowd-waits' || scene === 'crowd-fails')
      const edges = { atStart: true, atEnd, loading: waiting ? 'end' : null, unread: world.firstUnread }
      const patch = {
        view: 1,
        ops: [['set', tell(rowsOf(what, scene))]],
        ...(what.kind === 'timeline' || what.kind === 'search' || more ? { edges } : {}),
      }
      if (!waits) onPatch(patch as unknown as Patch<never>)
      const refused = { view: 1, ops: [], edges: { ...edges, loading: null } }
      if (waiting && scene !== 'crowd-waits' && scene !== 'crowd-seeks')
        setTimeout(() => onPatch(refused as unknown as Patch<never>))
      const nothing = () => undefined
      return { more: nothing, trim: nothing, jump: nothing, close: nothing }
    },
    command: (_, stored) => stored?.(),
    signal: () => undefined,
    ask(name, what) {
      if (name === 'register') enter()
      const silent = name === 'invites' || name === 'invitation' || name === 'reports' || name === 'deeds'
      if (scene === 'loading' && silent) return new Promise(() => {})
      if (name === 'edits') {
        const told = editsIn(scene)
        return told ? Promise.resolve(tell(told) as never) : new Promise(() => {})
      }
      return Promise.resolve(tell(answer(name, what, scene)) as never)
    },
  }
}
