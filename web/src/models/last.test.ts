/** What is kept of the screen for the next start, and from whom. */
import { expect, test } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { ChatRow, FolderRow, SessionRow } from '../engine/rpc'
import { ChatList } from './ChatList.svelte'
import { recall, remember } from './last'
import { Session } from './Session.svelte'
import type { Keep } from './Settings.svelte'

const session: SessionRow = {
  key: 'session',
  phase: 'signed-in',
  server: null,
  me: { id: 'u', name: 'Аня', username: 'anya', admin: false },
}
const row = (n: number, change: Partial<ChatRow> = {}) =>
  ({
    key: `c${String(n)}`,
    pos: 1_000 - n,
    unread: 1,
    title: '',
    typing: [],
    online: false,
    ...change,
  }) as ChatRow
const list = (rows: readonly ChatRow[], shown = rows, folders: readonly FolderRow[] = []) => ({
  rows,
  shown,
  folders,
})
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n))

function store(limit = Infinity): Keep & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem(name, value) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError')
      kept.set(name, value)
    },
  }
}

test('the top of the list comes back, without what was true for a moment', () => {
  const keep = store()
  remember(keep, session, list([row(0, { typing: ['Лена'], online: true }), ...rows(100).slice(1)]))
  expect(recall(keep)).toEqual({ session, list: { rows: rows(30), folders: [] } })
})

test('of a folder that is chosen its own chats come back, and the folders', () => {
  const keep = store()
  const all = rows(100)
  const folder = { key: 'f' } as FolderRow
  remember(keep, session, list(all, all.slice(60), [folder]))
  expect(recall(keep)?.list).toEqual({ rows: all.slice(60, 90), folders: [folder] })
})

test('an archived chat further down comes back too: the list has a line for it', () => {
  const keep = store()
  const archived = row(70, { kept: { archived: true } as ChatRow['kept'] & object })
  remember(keep, session, list([...rows(70), archived], rows(70)))
  expect(recall(keep)?.list.rows.at(-1)).toEqual(archived)
})

test('of whoever has signed out nothing stays; while nobody knows who it is, nothing changes', () => {
  for (const phase of ['signed-out', 'ended'] as const) {
    const keep = store()
    remember(keep, session, list(rows(3)))
    remember(keep, { ...session, phase: 'starting' }, list([]))
    expect(recall(keep)?.list.rows).toHaveLength(3)
    remember(keep, { ...session, phase }, list(rows(3)))
    expect([...keep.kept]).toEqual([])
  }
})

test('what another version wrote, or nobody can read, is not shown', () => {
  const keep = store()
  remember(keep, session, list(rows(3)))
  const written = [...keep.kept]
  for (const [name, value] of written) {
    for (const other of [value.replace('"writer":"', '"writer":"x'), value.slice(1), 'null', '[]', '{}']) {
      keep.setItem(name, other)
      expect(recall(keep)).toBeNull()
    }
  }
  expect(written).toHaveLength(1)
})

test('a browser without room keeps nothing, and that is no error', () => {
  const keep = store(10)
  remember(keep, session, list(rows(3)))
  expect(recall(keep)).toBeNull()
})

test('until the engine speaks the list is what it was; nothing is counted or opened from that', () => {
  const engine = new Recorder()
  const chats = new ChatList(engine, undefined, list(rows(2)))
  expect(new Session(engine, session).phase).toBe('signed-in')
  expect(chats.shown).toHaveLength(2)
  expect([chats.loaded, chats.unread, chats.unreadChats.size, chats.get('c0')]).toEqual([
    false,
    0,
    0,
    undefined,
  ])
  engine.say('chats', { ops: [['set', [row(1)]]] })
  expect(chats.shown.map(({ key }) => key)).toEqual(['c1'])
  expect([chats.loaded, chats.unread, chats.unreadChats.size, chats.get('c1')]).toEqual([true, 1, 1, row(1)])
})
