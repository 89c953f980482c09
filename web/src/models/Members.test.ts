/** Members come by pages; a search finds those who are here at once, and asks the server for the others. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Edges, MemberRow, Op } from '../engine/rpc'
import { Members } from './Members.svelte'

const member = (name: string): MemberRow => ({
  ...{ key: name, name, username: `${name}_user`, role: 'member' },
  ...{ online: false, lastSeenAt: null, me: false },
})
const [anna, boris, vera] = [member('Анна'), member('Борис'), member('Вера')]

let engine: Recorder
let members: Members

/** What the view says that was opened last. */
const say = (ops: Op<MemberRow>[], loading: Edges['loading'], atEnd: boolean) =>
  engine.say('members', { ops, edges: { atStart: true, atEnd, loading, unread: null } })

/** What is asked of the server once there is a pause in typing. */
function seek(query: string) {
  members.find(query)
  vi.runAllTimers()
}

beforeEach(() => {
  vi.useFakeTimers()
  engine = new Recorder()
  members = new Members(engine, 'c')
})
afterEach(() => vi.useRealTimers())

test('nothing is known until the first page has come', () => {
  expect(members.loaded).toBe(false)
  say([['set', []]], 'end', false)
  expect([members.loaded, members.loading]).toEqual([false, true])
  say([['tail', [anna]]], null, false)
  expect([members.loaded, members.loading, members.complete]).toEqual([true, false, false])
})

test('a page is asked for once, and not after the last', () => {
  say([['set', [anna]]], null, false)
  members.more()
  say([], 'end', false)
  members.more()
  expect(engine.asked).toEqual([`more end ${anna.key}`])
  say([['tail', [boris]]], null, true)
  members.more()
  expect(engine.asked).toHaveLength(1)
  expect(members.shown).toEqual([anna, boris])
})

test('where everybody is here the server is asked nothing', () => {
  say([['set', [anna, boris, vera]]], null, true)
  seek('dthf')
  expect([members.shown, members.complete, engine.opened.length]).toEqual([[vera], true, 1])
  seek('борис_us')
  expect(members.shown).toEqual([boris])
  seek(' ')
  expect(members.shown).toEqual([anna, boris, vera])
})

test('who is not here yet is found by the server, after those who are', () => {
  say([['set', [anna]]], null, false)
  members.find('а')
  members.find('ан')
  expect([members.shown, members.loading, engine.opened.length]).toEqual([[anna], true, 1])
  vi.runAllTimers()
  expect(engine.opened.slice(1)).toEqual([{ kind: 'members', chat: 'c', query: 'ан' }])
  say([['set', []]], 'end', false)
  expect([members.shown, members.loading, members.complete]).toEqual([[anna], true, false])
  const other = { ...vera, key: 'other', name: 'Ан' }
  say([['set', [anna, other]]], null, false)
  expect(members.shown).toEqual([anna, other])
  members.more()
  expect(engine.asked).toEqual(['more end other'])
})

test('another query and an empty one forget what was found', () => {
  say([['set', [anna]]], null, false)
  seek('в')
  say([['set', [vera]]], null, true)
  expect([members.shown, members.complete]).toEqual([[vera], true])
  seek('')
  expect([members.shown, members.complete, engine.closed]).toEqual([[anna], false, 1])
  members.find('б')
  members.close()
  vi.runAllTimers()
  expect([engine.opened.length, engine.closed]).toEqual([2, 2])
})

test('where nobody answers those who are here are shown, and one may ask again', () => {
  say([['set', [anna]]], null, false)
  seek('анна')
  say([['set', []]], 'end', false)
  say([], null, false)
  expect([members.failed, members.shown, members.complete]).toEqual([true, [anna], false])
  members.more()
  expect([members.failed, engine.asked.length]).toEqual([false, 1])
})
