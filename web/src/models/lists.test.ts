/** The list of chats and the words of the connection. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { ChatRow, ConnectionRow } from '../engine/rpc'
import ru from '../i18n/ru'
import { ChatList } from './ChatList.svelte'
import { Connection } from './Connection.svelte'
import { Listing } from './Listing.svelte'
import { Settings } from './Settings.svelte'

const chat = (key: string, pos: number, change: Partial<ChatRow> = {}): ChatRow => ({
  ...{
    key,
    kind: 'group',
    title: key,
    peer: null,
    general: false,
    pos,
    preview: null,
    draft: null,
    unread: 0,
    pins: 0,
    failed: 0,
  },
  ...{ typing: [], online: false, lastSeenAt: null, members: 2, onlineMembers: 0, role: 'member' },
  ...change,
})

let engine: Recorder

beforeEach(() => {
  vi.useFakeTimers()
  engine = new Recorder()
})
afterEach(() => vi.useRealTimers())

test('chats are ordered by their last word, filtered and found', () => {
  const list = new ChatList(engine)
  expect(list.loaded).toBe(false)
  const saved = chat('s', 2, { kind: 'saved', title: '' })
  engine.say('chats', {
    ops: [['set', [chat('Дача', 1), saved, chat('Лена', 3, { kind: 'direct', unread: 2 })]]],
  })
  list.words = { saved: 'Сохранённое', general: 'Общий чат' }
  const shown = () => list.shown.map(({ key }) => key)
  expect(shown()).toEqual(['Лена', 's', 'Дача'])
  engine.say('chats', { ops: [['put', chat('Дача', 9)]] })
  expect(shown()).toEqual(['Дача', 'Лена', 's'])
  expect([list.unread, list.unreadChats.size]).toEqual([2, 1])
  list.filter = 'unread'
  expect(shown()).toEqual(['Лена'])
  list.filter = 'all'
  list.query = 'сохр'
  expect(shown()).toEqual(['s'])
})

const about = (key: string, pos: number, change: Partial<ChatRow>, following = true): ChatRow =>
  chat(key, pos, {
    kind: 'thread',
    preview: { at: pos, own: false, name: 'a', text: 'b', deleted: false, event: null, state: null },
    thread: { chat: 'Дача', seq: pos, root: null, following },
    ...change,
  })

test('comments stand beside the chats: counted where they are followed, listed once there are any', () => {
  const list = new ChatList(engine)
  const quiet = about('quiet', 5, { unread: 7 }, false)
  const followed = [about('one', 3, { unread: 2 }), about('two', 4, {}), about('none', 6, { preview: null })]
  engine.say('chats', { ops: [['set', [chat('Дача', 1, { unread: 1 }), quiet, ...followed]]] })
  expect(list.rows.map(({ key }) => key)).toEqual(['Дача'])
  expect(list.shown.map(({ key }) => key)).toEqual(['Дача'])
  expect(list.threads.map(({ key }) => key)).toEqual(['two', 'one'])
  expect([list.unread, list.unreadChats.size]).toEqual([3, 1])
  expect([list.thread('Дача', 3)?.key, list.thread('Дача', 1)]).toEqual(['one', undefined])
  expect(list.get('quiet')?.kind).toBe('thread')
  for (const filter of ['unread', 'groups', 'direct', 'threads']) {
    list.filter = filter
    expect(list.shown.some(({ thread }) => thread)).toBe(false)
  }
})

/** A list that has two folders, on a device that remembers. */
function filed(chosen: string | null = null) {
  const device = new Map(chosen === null ? [] : [['molva.filter', chosen]])
  const list = new ChatList(engine, {
    getItem: (key) => device.get(key) ?? null,
    setItem: (key, value) => void device.set(key, value),
  })
  const archived = { muted: false, pinned: null, archived: true, marked: false }
  const rows = [chat('a', 3), chat('b', 2, { unread: 1 }), chat('c', 1, { unread: 4, kept: archived })]
  engine.say('chats', { ops: [['set', rows]] })
  const show = (...keys: string[]) =>
    engine.say('folders', {
      ops: [['set', keys.map((key) => ({ key, name: key, chats: ['b', 'c', 'gone'] }))]],
    })
  return { list, device, show, shown: () => list.shown.map(({ key }) => key) }
}

test('a folder lets its chats through, but for those in the archive; who searches finds those too', () => {
  const { list, show, shown } = filed()
  show('w', 'p')
  list.filter = 'p'
  expect([shown(), list.folder?.key]).toEqual([['b'], 'p'])
  list.query = 'c'
  expect(shown()).toEqual(['c'])
  list.query = 'a'
  expect(shown()).toEqual([])
})

test('the chosen filter is remembered on the device, and one that is gone lets all through', () => {
  const { list, device, show, shown } = filed('w')
  // Until it is known what is in it, nothing is drawn that would be taken away again.
  expect(list.loaded).toBe(false)
  show('w')
  expect([list.loaded, list.filter, shown()]).toEqual([true, 'w', ['b']])
  show('p')
  expect([list.loaded, list.filter, shown()]).toEqual([true, 'all', ['a', 'b']])
  // It may be back, or have been away for a moment only.
  show('w')
  expect(list.filter).toBe('w')
  list.filter = 'unread'
  expect([device.get('molva.filter'), shown()]).toEqual(['unread', ['b']])
  expect(filed('unread').list.loaded).toBe(true)
})

test('the general chat is called in the language of who reads, until it is named', () => {
  const list = new ChatList(engine)
  list.words = { saved: 'Saved', general: 'General' }
  expect(list.title(chat('g', 1, { general: true, title: '' }))).toBe('General')
  expect(list.title(chat('g', 1, { general: true, title: 'Двор' }))).toBe('Двор')
  expect(list.title(chat('g', 1, { title: '' }))).toBe('')
})

test('the neighbour of a chat, read or not', () => {
  const list = new ChatList(engine)
  engine.say('chats', { ops: [['set', [chat('a', 3), chat('b', 2), chat('c', 1, { unread: 1 })]]] })
  expect(list.neighbour('a', 1)).toBe('b')
  expect(list.neighbour('a', 1, true)).toBe('c')
  expect(list.neighbour('a', -1)).toBeNull()
  expect(list.neighbour('c', -1)).toBe('b')
  expect(list.neighbour(null, 1)).toBe('a')
})

test.each<[ConnectionRow['phase'], number, string | null, string | null]>([
  ['online', 60_000, null, null],
  ['connecting', 1_000, 'Соединение…', null],
  ['syncing', 1_000, null, null],
  ['syncing', 3_000, 'Обновление…', null],
  ['offline', 1_000, 'Нет сети', null],
  ['offline', 6_000, 'Нет сети', 'Нет сети. 3\u00a0сообщения ждут отправки'],
  [
    'unreachable',
    6_000,
    'Соединение…',
    'Сервер не\u00a0отвечает. Повтор через 0:12. 3\u00a0сообщения ждут отправки',
  ],
])('%s for %d ms', (phase, lasts, title, notice) => {
  const now = 1_000_000
  const connection = new Connection(engine, () => now)
  const row: ConnectionRow = {
    key: 'connection',
    phase,
    since: now - lasts,
    retryAt: now + 12_000,
    waiting: 3,
  }
  engine.say('connection', { ops: [['set', [row]]] })
  expect(connection.title(ru)).toBe(title)
  expect(connection.notice(ru)?.text ?? null).toBe(notice)
})

test('what nobody has asked for yet waits for the first answer, and for a late one not long', async () => {
  vi.useFakeTimers()
  const told: string[] = []
  const wait = (name: string) => {
    const connection = new Connection(engine)
    void connection.answered.then(() => told.push(name))
  }
  const say = (phase: ConnectionRow['phase']) =>
    engine.say('connection', {
      ops: [['set', [{ key: 'connection', phase, since: 0, retryAt: null, waiting: 0 }]]],
    })
  wait('prompt')
  say('syncing')
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toEqual([])
  say('online')
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toEqual(['prompt'])
  wait('late')
  say('connecting')
  await vi.advanceTimersByTimeAsync(2_900)
  expect(told).toEqual(['prompt'])
  await vi.advanceTimersByTimeAsync(200)
  expect(told).toEqual(['prompt', 'late'])
  vi.useRealTimers()
})

test('a list follows its view: nobody is not yet an answer, and a row that stays is the same one', () => {
  const anna = { key: 'a', id: 'a', name: 'Anna', username: 'anna', online: true }
  const readers = new Listing(engine, { kind: 'readers', chat: 'c', id: 'm' })
  expect([engine.opened, readers.loaded]).toEqual([[{ kind: 'readers', chat: 'c', id: 'm' }], false])
  engine.say('readers', { ops: [['set', []]] })
  expect([readers.loaded, readers.rows]).toEqual([true, []])
  engine.say('readers', { ops: [['set', [anna]]] })
  const [before] = readers.rows
  engine.say('readers', { ops: [['set', [{ ...anna, key: 'b', id: 'b' }, anna]]] })
  expect([readers.rows.map(({ key }) => key), readers.rows[1] === before]).toEqual([['b', 'a'], true])
  readers.close()
  expect(engine.closed).toBe(1)
})

test('settings are kept, shown on the root, and survive nonsense', () => {
  const kept = new Map([
    ['molva.theme', 'pink'],
    ['molva.scale', '99'],
    ['molva.list', 'wide'],
  ])
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const style = new Map<string, string | null>()
  const root = {
    dataset: {} as DOMStringMap,
    style: { setProperty: (k: string, v: string | null) => void style.set(k, v) },
  }
  const settings = new Settings(keep, root, 'ru-RU')
  expect([settings.theme, settings.scale, settings.listWidth, settings.shownLocale]).toEqual([
    'system',
    1.5,
    340,
    'ru',
  ])
  settings.setTheme('midnight')
  settings.setAccent('teal')
  expect(root.dataset).toEqual({ theme: 'midnight', accent: 'teal' })
  settings.setTheme('system')
  expect(kept.has('molva.theme')).toBe(false)
  expect(style.get('--font-scale')).toBe('1.5')
})
