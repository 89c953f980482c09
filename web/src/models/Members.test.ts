/** Members come by pages; a search brings all of them, and stops where there is no answer. */
import { beforeEach, expect, test } from 'vitest'

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

const say = (ops: Op<MemberRow>[], loading: Edges['loading'], atEnd: boolean) =>
  engine.say('members', { ops, edges: { atStart: true, atEnd, loading, unread: null } })

beforeEach(() => {
  engine = new Recorder()
  members = new Members(engine, 'c')
})

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
  expect(members.rows).toEqual([anna, boris])
})

test('who is looked for is found on any page, by username or in the other layout too', () => {
  say([['set', [anna]]], null, false)
  members.find('dthf')
  expect([members.shown, engine.asked.length]).toEqual([[], 1])
  say([], 'end', false)
  say([['tail', [boris]]], null, false)
  expect(engine.asked).toHaveLength(2)
  say([], 'end', false)
  say([['tail', [vera]]], null, true)
  expect(members.shown).toEqual([vera])
  members.find('борис_us')
  expect(members.shown).toEqual([boris])
  members.find(' ')
  expect(members.shown).toEqual([anna, boris, vera])
})

test('a search does not go on asking where nobody answers', () => {
  say([['set', [anna]]], null, false)
  members.find('вера')
  say([], 'end', false)
  say([], null, false)
  expect([members.failed, engine.asked.length]).toEqual([true, 1])
  members.more()
  expect([members.failed, engine.asked.length]).toEqual([false, 2])
})
