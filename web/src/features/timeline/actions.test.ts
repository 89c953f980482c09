/** The menu of a message holds what this person may do with it, and nothing else. */
import { expect, test } from 'vitest'

import type { MessageRow, PollRow } from '../../engine/rpc'
import en from '../../i18n/en'
import { actionOf, actions, type Deeds } from './actions'

const row = (change: Partial<MessageRow>): MessageRow => ({
  ...{
    kind: 'message',
    key: 'k',
    pos: 1,
    at: Date.now(),
    day: '2026-11-21',
    from: 'u',
    name: 'Ann',
    own: false,
    text: 'hi',
  },
  ...{ state: null, error: null, edited: false, deleted: false, reply: null, group: 3 },
  ...change,
})

const nothing = () => undefined
const deeds: Deeds = {
  ...{
    reply: nothing,
    edit: nothing,
    copy: nothing,
    copyLink: nothing,
    forward: nothing,
    author: nothing,
    select: nothing,
    readers: nothing,
    pin: nothing,
    unpin: nothing,
    reactors: nothing,
    edits: nothing,
    remove: nothing,
    report: nothing,
    vote: nothing,
    voters: nothing,
    closePoll: nothing,
    comment: nothing,
  },
  ...{ react: nothing, retry: nothing, discard: nothing },
}
const names = (change: Partial<MessageRow>, write = true, moderate = false, readers = false, pin = false) =>
  actions(row(change), { member: write, write, pin, moderate, readers, reactors: true }, deeds, en).map(
    ({ label }) => label,
  )

test.each([
  ['theirs', {}, true, false, ['Reply', 'Copy', 'Forward', 'Copy link', 'Select', 'Report…', 'Delete']],
  [
    'theirs, as an admin',
    {},
    true,
    true,
    ['Reply', 'Copy', 'Forward', 'Copy link', 'Select', 'Report…', 'Delete'],
  ],
  ['theirs, after leaving', {}, false, false, ['Copy', 'Forward', 'Copy link', 'Select']],
  [
    'own',
    { own: true, state: 'read' },
    true,
    false,
    ['Reply', 'Edit', 'Copy', 'Forward', 'Copy link', 'Select', 'Delete'],
  ],
  ['own, not sent yet', { own: true, state: 'queued' }, true, false, ['Edit', 'Copy', 'Delete']],
  ['own, failed', { own: true, state: 'failed' }, true, false, ['Try again', 'Copy', 'Delete']],
  ['deleted', { deleted: true }, true, true, []],
] as const)('%s', (_, change, write, moderate, expected) => {
  expect(names(change, write, moderate)).toEqual(expected)
})

test('a key does what the menu offers, and nothing else', () => {
  const all = { member: true, write: true, pin: false, moderate: false, readers: false, reactors: false }
  expect(actionOf('KeyR', row({}), all, deeds, en)?.label).toBe('Reply')
  expect(actionOf('KeyE', row({}), all, deeds, en)).toBeUndefined()
  expect(actionOf('KeyF', row({}), all, deeds, en)?.label).toBe('Forward')
  expect(actionOf('Delete', row({ own: true, state: 'failed' }), all, deeds, en)?.label).toBe('Delete')
  expect(actionOf('KeyQ', row({}), all, deeds, en)).toBeUndefined()
})

test('what is forwarded is not put into other words, and what disappears or is not sent yet stays', () => {
  const forward = { from: 'b', name: 'Boris' }
  expect(names({ own: true, state: 'read', forward })).not.toContain('Edit')
  expect(names({ own: true, state: 'read', forward })).toContain('Forward')
  expect(names({ expiresAt: 5 })).not.toContain('Forward')
  for (const state of ['sending', 'queued', 'failed'] as const)
    expect(names({ own: true, state })).not.toContain('Forward')
})

test('who has read is told of own messages that have arrived, in chats that tell it', () => {
  expect(names({ own: true, state: 'sent' }, true, false, true)).toContain('Who has read it')
  expect(names({ own: true, state: 'queued' }, true, false, true)).not.toContain('Who has read it')
  expect(names({}, true, false, true)).not.toContain('Who has read it')
  expect(names({ own: true, state: 'sent' })).not.toContain('Who has read it')
})

test('what an edited message said before is there for those who lead, where it is kept', () => {
  const labels = (change: Partial<MessageRow>, versions?: boolean) =>
    actions(
      row(change),
      {
        ...{ member: true, write: true, pin: false, moderate: true, readers: false, reactors: false },
        ...(versions !== undefined && { versions }),
      },
      deeds,
      en,
    ).map(({ label }) => label)
  expect(labels({ editedAt: 5 })).not.toContain(en.edits.title)
  expect(labels({ editedAt: 5 }, false)).not.toContain(en.edits.title)
  expect(labels({}, true)).not.toContain(en.edits.title)
  expect(labels({ own: true, state: 'queued', editedAt: 5 }, true)).not.toContain(en.edits.title)
  expect(labels({ editedAt: 5 }, true)).toContain(en.edits.title)
})

test('one is not offered to change what the server takes no changes of any more', () => {
  const labels = (hours: number) =>
    actions(
      row({ own: true, state: 'read', at: Date.now() - 2 * 3_600_000 }),
      {
        ...{ member: true, write: true, pin: false, moderate: false, readers: false, reactors: false },
        editHours: hours,
      },
      deeds,
      en,
    ).map(({ label }) => label)
  expect(labels(1)).not.toContain('Edit')
  expect(labels(3)).toContain('Edit')
  expect(labels(0)).toContain('Edit')
})

test('who may pins what has arrived, and unpins what is pinned', () => {
  const may = (change: Partial<MessageRow>) => names(change, true, false, false, true)
  expect(may({})).toContain('Pin')
  expect(may({ pinned: true })).toContain('Unpin')
  expect(may({ pinned: true })).not.toContain('Pin')
  expect(may({ own: true, state: 'queued' })).not.toContain('Pin')
  expect(names({})).not.toContain('Pin')
  expect(names({ pinned: true })).not.toContain('Unpin')
})

test.each([
  ['elsewhere than in groups and channels', undefined, {}, []],
  ['the first', 'writes', {}, ['Comment']],
  ['the first, by whoever may not', 'reads', {}, []],
  ['others', 'writes', { comments: { count: 2 } }, ['View comments']],
  ['others, by whoever may not', 'reads', { comments: { count: 2 } }, ['View comments']],
  ['on what is not sent yet', 'writes', { own: true, state: 'queued' }, []],
  ['on what has failed', 'writes', { own: true, state: 'failed' }, []],
  ['on what is deleted', 'writes', { deleted: true }, []],
] as const)('comments: %s', (_, comments, change, expected) => {
  const rights = { member: true, write: false, pin: false, moderate: false, readers: false, reactors: false }
  const found = actions(row(change), { ...rights, ...(comments && { comments }) }, deeds, en)
  const labels = found.map(({ label }) => label)
  expect(labels.filter((label) => ['Comment', 'View comments'].includes(label))).toEqual(expected)
})

test('what was written long ago is not changed any more', () => {
  const old = Date.now() - 49 * 3_600_000
  expect(names({ own: true, state: 'read' })).toContain('Edit')
  expect(names({ own: true, state: 'read', at: old })).not.toContain('Edit')
})

const poll = (chosen: boolean, change: Partial<PollRow> = {}): PollRow => ({
  ...{ options: [{ text: 'a', count: 1, chosen }], voters: 1, multiple: false, anonymous: true, quiz: false },
  ...{ closed: false, closesAt: null, waiting: false, correct: null, explanation: '' },
  ...change,
})

test.each([
  ['closed', poll(true, { closed: true }), true, []],
  ['a quiz that was answered', poll(true, { quiz: true }), false, []],
  ['not answered', poll(false), false, []],
  ['answered', poll(true), false, ['Retract vote']],
  ['own, answered', poll(true), true, ['Retract vote', 'Close the poll']],
] as const)('a poll: %s', (_, asked, own, items) => {
  const found = names({ poll: asked, own, ...(own && { state: 'read' }) })
  expect(found.filter((name) => ['Retract vote', 'Close the poll'].includes(name))).toEqual(items)
  // Nobody says it again in other words or elsewhere.
  expect(found).not.toContain('Edit')
  expect(found).not.toContain('Forward')
})

test('whoever keeps order closes the polls of others, and whoever has left none', () => {
  expect(names({ poll: poll(false) }, true, true)).toContain('Close the poll')
  expect(names({ poll: poll(true), own: true, state: 'read' }, false)).not.toContain('Close the poll')
})
