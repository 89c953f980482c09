/** The menu of a chat offers what there is to do with it, and each item does what it says. */
import { expect, test } from 'vitest'

import { Recorder } from '../../../tests/models/engine'
import type { ChatRow, Kept } from '../../engine/rpc'
import en from '../../i18n/en'
import { ChatList } from '../../models/ChatList.svelte'
import type { MenuItem } from '../../ui/menu.svelte'
import { chatActions } from './actions'

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

function menuOf(row: ChatRow) {
  const engine = new Recorder()
  let under: readonly MenuItem[] = []
  const leads = { menu: (items: readonly MenuItem[]) => (under = items), leave: () => undefined }
  const items = chatActions(row, new ChatList(engine), en, leads)
  const choose = (label: string) => [...items, ...under].find((item) => item.label === label)?.action()
  return { labels: items.map(({ label }) => label), choose, engine }
}

test('a group, read and not pinned', () => {
  const { labels } = menuOf(chat())
  const { menu } = en
  expect(labels).toEqual([menu.new_tab, menu.pin, menu.mark_unread, menu.mute_for, menu.archive, menu.leave])
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
