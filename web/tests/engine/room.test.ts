/** A device without room, or one whose store is taken away: what is here is shown, and nothing that was written is lost. */
import { deleteDB, openDB } from 'idb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { TimelineRow } from '../../src/engine/rpc'
// What is loaded when it is needed is there at once.
import '../../src/engine/store/evict'
import '../../src/engine/store/room'
import '../../src/engine/views/seldom'
import { passing, rest, until } from './clock'
import { FakeBrowser, type FakeTab } from './tabs'

let browser: FakeBrowser
let tab: FakeTab
/** Does the disk refuse everything new? */
let full: boolean

beforeEach(() => {
  full = false
  const { put } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (full) throw new DOMException('no room', 'QuotaExceededError')
    return put.call(this, value, key)
  })
  browser = new FakeBrowser()
  browser.server.create('c', ['anna', 'boris'])
  tab = browser.open()
})
afterEach(() => {
  tab.kill()
  vi.restoreAllMocks()
})

const TIMELINE = { kind: 'timeline', chat: 'c', at: { at: 'end' }, size: 40 } as const

const send = (id: string) => tab.engine.command({ t: 'send', chat: 'c', id, text: id, reply: null })
const keys = ({ rows }: { rows: readonly TimelineRow[] }) =>
  rows.toSorted((a, b) => a.pos - b.pos).map(({ key }) => key)
const stateOf = ({ rows }: { rows: readonly TimelineRow[] }, id: string) =>
  rows.find((row) => row.kind === 'message' && row.key === id && row.state !== null)

async function open() {
  const [timeline, connection] = [tab.show(TIMELINE), tab.show({ kind: 'connection' })]
  await until(() => connection.rows[0]?.phase === 'online', 'online')
  return { timeline, connection, phase: () => connection.rows[0]?.phase }
}

/** Lets every try fail until it is told. */
async function noRoom(phase: () => string | undefined): Promise<void> {
  await passing(browser.clock, 31_000, () => phase() === 'full', 'a full disk')
}

test('without room everything stays on screen, what is written waits there, and with room it is sent once', async () => {
  const { timeline, connection, phase } = await open()
  browser.server.write('c', 'before', 'boris', 'text')
  await until(() => keys(timeline).includes('before'))
  full = true
  send('m1')
  await noRoom(phase)
  send('m2')
  browser.server.write('c', 'meanwhile', 'boris', 'text')
  await until(() => keys(timeline).includes('m2'))
  expect(keys(timeline)).toEqual(['before', 'm1', 'm2'])
  expect(stateOf(timeline, 'm1')).toMatchObject({ state: 'queued' })
  expect(connection.rows[0]?.waiting).toBe(2)
  // However often it is tried, nothing flickers and nothing goes out that is not stored.
  const patches = timeline.rows
  for (let i = 0; i < 5; i++) {
    browser.clock.advance(31_000)
    await rest()
  }
  expect(timeline.rows).toBe(patches)
  expect(browser.server.committed).toEqual(['before', 'meanwhile'])
  full = false
  tab.engine.signal({ t: 'reconnect' })
  await until(() => browser.server.committed.includes('m2') && phase() === 'online')
  expect(browser.server.committed).toEqual(['before', 'meanwhile', 'm1', 'm2'])
  await until(() => keys(timeline).length === 4)
  expect(keys(timeline)).toEqual(browser.server.committed)
  await until(() => connection.rows[0]?.waiting === 0)
})

test('what others write without room for it comes when there is some', async () => {
  const { timeline, phase } = await open()
  full = true
  browser.server.write('c', 'm1', 'boris', 'text')
  await noRoom(phase)
  expect(keys(timeline)).toEqual([])
  full = false
  browser.clock.advance(31_000)
  await until(() => phase() === 'online' && keys(timeline).includes('m1'))
})

test('old messages make room by themselves', async () => {
  await open()
  for (let i = 0; i < 300; i++) browser.server.write('c', `m${String(i)}`, 'boris', 'text')
  const count = async () => {
    const db = await openDB('molva-anna')
    const found = await db.count('messages')
    db.close()
    return found
  }
  const timeline = tab.show({ ...TIMELINE, size: 300 })
  await until(() => timeline.rows.length === 300)
  expect(await count()).toBe(300)
  // What is being read stays: nobody has the chat open when the disk is full.
  tab.kill()
  tab = browser.open()
  const connection = tab.show({ kind: 'connection' })
  await until(() => connection.rows[0]?.phase === 'online', 'online again')
  const { delete: remove } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    // What is removed leaves room.
    full = false
    return remove.call(this, key)
  })
  full = true
  send('mine')
  await passing(browser.clock, 31_000, () => browser.server.committed.includes('mine'), 'the sending')
  expect(browser.server.committed.filter((id) => id === 'mine')).toHaveLength(1)
  expect(await count()).toBeLessThan(300)
  await until(() => connection.rows[0]?.phase === 'online', 'room')
})

test('a device that is full from the start shows what it has', async () => {
  const { timeline } = await open()
  browser.server.write('c', 'm1', 'boris', 'text')
  await until(() => keys(timeline).includes('m1'))
  tab.kill()
  full = true
  tab = browser.open()
  const again = tab.show(TIMELINE)
  await until(() => keys(again).includes('m1'))
  const connection = tab.show({ kind: 'connection' })
  await noRoom(() => connection.rows[0]?.phase)
  expect(browser.server.links.size).toBe(0)
})

test('when the browser erases everything it is told, fetched again, and what was not sent is sent once', async () => {
  const { timeline, phase } = await open()
  const told = tab.show({ kind: 'refusals' })
  browser.server.write('c', 'before', 'boris', 'text')
  await until(() => keys(timeline).includes('before'))
  // Without an answer the message waits.
  browser.server.refuse = (command) =>
    command.type === 'send_message' ? { code: 'overloaded', retry: true } : null
  send('m1')
  await until(() => keys(timeline).includes('m1'))
  tab.engine.command({ t: 'draft', chat: 'c', draft: { text: 'half', reply: null } })
  await rest()
  await Promise.all([deleteDB('molva'), deleteDB('molva-anna')])
  await until(() => tab.office?.engine?.outbox.held === true && keys(timeline).join() === 'm1')
  browser.server.refuse = () => null
  browser.clock.advance(31_000)
  await until(() => told.rows.length > 0)
  expect(told.rows).toMatchObject([{ code: 'storage_erased' }])
  await until(() => phase() === 'online' && browser.server.committed.includes('m1'))
  await until(() => keys(timeline).join() === 'before,m1')
  await until(() => browser.server.drafts.get('anna')?.get('c')?.text === 'half')
  const device = await openDB('molva')
  expect(await device.get('meta', 'me')).toMatchObject({ id: 'anna' })
  device.close()
})
