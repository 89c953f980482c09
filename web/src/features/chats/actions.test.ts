/** The menu of a chat offers what there is to do with it, and each item does what it says. */
import { expect, test } from 'vitest'

import { Recorder } from '../../../tests/models/engine'
import { MAX_FOLDER_CHATS, MAX_FOLDERS } from '../../api/schema'
import type { ChatRow, FolderRow, Kept } from '../../engine/rpc'
import en from '../../i18n/en'
import { ChatList } from '../../models/ChatList.svelte'
import type { MenuItem } from '../../ui/menu.svelte'
import { toasts } from '../../ui/toasts.svelte'
import { chatActions, headActions, type Leads } from './actions'

const chat = (kept: Partial<Kept> = {}, change: Partial<ChatRow> = {}): ChatRow => ({
  ...{
    key: 'c',
    kind: 'group',
    title: 'c',
    peer: null,
    general: false,
    pos: 1,
    preview: null,
    draft: null,
    pins: 0,
  },
  ...{ unread: 0, failed: 0, typing: [], online: false, lastSeenAt: null, members: 2, onlineMembers: 0 },
  ...{
    role: 'member',
    kept: { muted: false, pinned: null, archived: false, marked: false, ...kept },
    ...change,
  },
})

function menuOf(row: ChatRow, folders: FolderRow[] = []) {
  const engine = new Recorder()
  const led: string[] = []
  let under: readonly MenuItem[] = []
  const lead = (name: string) => () => void led.push(name)
  const leads: Leads = {
    menu: (items) => (under = items),
    ...{ leave: lead('leave'), clear: lead('clear'), file: lead('file') },
  }
  const chats = new ChatList(engine)
  engine.say('folders', { ops: [['set', folders]] })
  const items = chatActions(row, chats, en, leads)
  const head = headActions(row, chats, en, { ...leads, find: lead('find') })
  const choose = (label: string) => [...under, ...items].find((item) => item.label === label)?.action()
  const labelsOf = (all: readonly MenuItem[]) => all.map(({ label }) => label)
  return { labels: labelsOf(items), head: labelsOf(head), below: () => under, choose, engine, led }
}

test('a group, read and not pinned', () => {
  const { labels, head } = menuOf(chat())
  const { menu, folders, deleting, find } = en
  expect(labels).toEqual([
    ...[menu.new_tab, menu.pin, menu.mark_unread, menu.mute_for, folders.put, menu.archive],
    ...[deleting.clear, menu.leave],
  ])
  expect(head).toEqual([find.find, folders.put, deleting.clear])
})

test('a chat of two is deleted, one’s notes are cleared, and what was left is neither', () => {
  const { choose, led } = menuOf(chat({}, { kind: 'direct' }))
  choose(en.deleting.chat)
  expect(led).toEqual(['clear'])
  expect(menuOf(chat({}, { kind: 'saved' })).labels).toContain(en.deleting.clear)
  const left = menuOf(chat({}, { role: null })).labels
  expect(left).not.toContain(en.deleting.clear)
})

const folder = (key: string, ...chats: string[]): FolderRow => ({ key, name: `F${key}`, chats })

test('the folders of a chat are checked; choosing one turns it round, and the last makes a new one', () => {
  const { choose, below, engine, led } = menuOf(chat(), [folder('1', 'c'), folder('2', 'other')])
  choose(en.folders.put)
  expect(below().map(({ label, checked }) => [label, checked])).toEqual([
    ['F1', true],
    ['F2', false],
    [en.folders.make, undefined],
  ])
  for (const label of ['F1', 'F2', en.folders.make]) choose(label)
  expect(engine.commands).toEqual([
    { t: 'folders', change: { t: 'change', id: '1', remove: ['c'] } },
    { t: 'folders', change: { t: 'change', id: '2', add: ['c'] } },
  ])
  expect(led).toEqual(['file'])
})

test('one folder too many, and one chat too many in a folder, are told and not asked for', () => {
  const crowd = Array.from({ length: MAX_FOLDER_CHATS }, (_, n) => String(n))
  const all = Array.from({ length: MAX_FOLDERS }, (_, n) => folder(String(n), ...crowd))
  const { choose, engine, led } = menuOf(chat(), all)
  choose(en.folders.put)
  choose('F3')
  expect(toasts.shown?.text).toBe(en.folders.full(MAX_FOLDER_CHATS))
  choose(en.folders.make)
  expect(toasts.shown?.text).toBe(en.errors.say('too_many_folders'))
  expect([engine.commands, led]).toEqual([[], []])
})

test('nobody leaves the general chat or one of two', () => {
  expect(menuOf(chat({}, { general: true })).labels).not.toContain(en.menu.leave)
  expect(menuOf(chat({}, { kind: 'direct' })).labels).not.toContain(en.menu.leave)
  expect(menuOf(chat({}, { role: null })).labels).not.toContain(en.menu.leave)
})

test('what is archived is taken out first, and is not pinned', () => {
  const { labels } = menuOf(chat({ archived: true }))
  expect(labels).toContain(en.menu.unarchive)
  expect(labels).not.toContain(en.menu.pin)
})

test.each([
  [chat(), en.menu.pin, { pinned: true }],
  [chat({ pinned: 2 }), en.menu.unpin, { pinned: false }],
  [chat(), en.menu.mark_unread, { marked: true }],
  [chat({ marked: true }), en.menu.mark_read, { marked: false }],
  [chat(), en.menu.archive, { archived: true }],
  [chat({ muted: true }), en.menu.unmute, { mutedUntil: 0 }],
])('%#: %s', (row, label, change) => {
  const { choose, engine } = menuOf(row)
  choose(label)
  expect(engine.commands).toEqual([{ t: 'keep', chat: 'c', change }])
})

test('what is unread is read to its end', () => {
  const { choose, engine } = menuOf(chat({}, { unread: 3 }))
  choose(en.menu.mark_read)
  expect(engine.commands).toEqual([{ t: 'readAll', chat: 'c' }])
})

test('muting asks for how long', () => {
  const { choose, engine } = menuOf(chat())
  choose(en.menu.mute_for)
  expect(engine.commands).toEqual([])
  choose(en.menu.mute_forever)
  expect(engine.commands).toEqual([{ t: 'keep', chat: 'c', change: { mutedUntil: Number.MAX_SAFE_INTEGER } }])
})
