/** What comes while a device catches up is written and shown a few times a second, and at once as soon as all has come. */
import { beforeEach, expect, test } from 'vitest'

import type { Rows } from '../../src/api/schema'
import { Inbox } from '../../src/engine/sync/inbox'
import type { Replica } from '../../src/engine/sync/replica'
import { FakeClock, rest } from './clock'

const frame = (scope: string): Rows => ({ type: 'rows', scope, after: 0, rev: 1, rows: [] })

let clock: FakeClock
let connection: { online: boolean }
let written: string[][]
let inbox: Inbox

beforeEach(() => {
  clock = new FakeClock()
  written = []
  const apply = async (batch: readonly Rows[]) => {
    written.push(batch.map(({ scope }) => scope))
    await rest(1)
    return []
  }
  connection = { online: false }
  const others = { call: () => Promise.reject(new Error('not asked')), restart: () => {}, around: { clock } }
  inbox = new Inbox(
    { apply } as unknown as Replica,
    Object.assign(connection, others) as unknown as ConstructorParameters<typeof Inbox>[1],
  )
})

async function come(...scopes: string[]) {
  for (const scope of scopes) inbox.take(frame(scope))
  await rest()
}

test('while a device catches up, the first is written at once and the others together', async () => {
  await come('account')
  await come('c1')
  await come('c2', 'c3')
  expect(written).toEqual([['account']])
  clock.advance(100)
  await rest()
  expect(written).toEqual([['account'], ['c1', 'c2', 'c3']])
  clock.advance(100)
  await rest()
  expect(clock.waiting).toBe(0)
  // After a while without anything the next is the first again.
  await come('c4')
  expect(written.at(-1)).toEqual(['c4'])
})

test.each([
  ['everything has come', () => inbox.settled()],
  ['the connection is gone', () => inbox.forget()],
])('nothing waits when %s', async (_, end) => {
  await come('account')
  await come('c1')
  connection.online = true
  await end()
  await rest()
  expect(written).toEqual([['account'], ['c1']])
  expect(clock.waiting).toBe(0)
})

test('what is pushed later is written at once', async () => {
  connection.online = true
  await come('c1')
  await come('c2')
  expect(written).toEqual([['c1'], ['c2']])
  expect(clock.waiting).toBe(0)
})
