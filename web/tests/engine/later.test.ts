/** Messages for later: kept without a network, the same on all devices, and what is refused stays with its reason. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { LaterChange, ScheduledRow } from '../../src/engine/later'
import { RefusalsView } from '../../src/engine/views/refusals'
import { ScheduledView } from '../../src/engine/views/scheduled'
import { apply } from '../../src/models/rows'
import { rest, until } from './clock'
import { World, type Device } from './world'

const HOUR = 3_600_000

let world: World
let desk: Device
let phone: Device
let soon: number

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  desk = await world.device('anna')
  phone = await world.device('anna')
  await desk.connect()
  await phone.connect()
  soon = world.server.now + HOUR
})
afterEach(() => world.close())

const told = (id: string, change: LaterChange, device = desk) =>
  device.engine.command({ t: 'later', chat: 'c', id, change })
const make = (id: string, at = soon, device = desk) =>
  told(id, { t: 'make', text: id, reply: null, at }, device)
const empty = (device = desk) => until(() => device.engine.outbox.jobs.size === 0, 'an empty outbox')
const there = () => world.server.scheduled.shown('anna')
const calls = () => world.server.calls.filter(({ type }) => type.includes('schedule'))

async function away(): Promise<void> {
  desk.network = false
  desk.link?.cut()
  await until(() => !desk.engine.connection.online, 'the end of the connection')
}

async function back(): Promise<void> {
  desk.network = true
  await desk.reconnect()
}

/** What a device shows, followed from now on. */
function shownOn(device: Device): () => string {
  let rows: readonly ScheduledRow[] = []
  const view = new ScheduledView(device.engine, 'c', (ops) => (rows = apply(rows, ops)))
  device.listeners.push((touched) => view.touch(touched))
  return () =>
    rows.map(({ text, at, waiting, error }) => [text, at - soon, waiting ? 'waits' : error].join(' ')).join()
}

test('both devices show what waits, in the order of its moments, and what becomes of it', async () => {
  const [onDesk, onPhone] = [shownOn(desk), shownOn(phone)]
  await make('second', soon + 1)
  await make('first')
  await empty()
  await until(() => onPhone() === 'first 0 ,second 1 ', 'the phone')
  expect(onDesk()).toBe(onPhone())
  await told('first', { t: 'change', text: 'last', at: soon + 2 }, phone)
  await until(() => onDesk() === 'second 1 ,last 2 ', 'the change')
  await told('second', { t: 'cancel' })
  await until(() => onPhone() === 'last 2 ', 'the end of one')
  await told('first', { t: 'send' }, phone)
  await until(() => onDesk() === '' && onPhone() === '', 'nothing')
  expect(world.server.committed).toEqual(['first'])
})

test('without a network all is shown at once, outlives the engine, and goes out as it was left', async () => {
  await away()
  await make('kept')
  await make('changed', soon + 1)
  await make('gone')
  await make('now')
  await told('changed', { t: 'change', text: 'better', at: soon + 3 })
  await told('gone', { t: 'cancel' })
  await told('now', { t: 'send' })
  expect(shownOn(desk)()).toBe('kept 0 waits,better 3 waits')
  desk.network = true
  await desk.crash()
  expect(shownOn(desk)()).toBe('kept 0 waits,better 3 waits')
  await desk.connect()
  await empty()
  expect(there()).toBe(`kept ${String(soon)}, better ${String(soon + 3)}`)
  expect(calls().map(({ type }) => type)).toEqual(['schedule_message', 'schedule_message'])
  expect(world.server.committed).toEqual(['now'])
})

test('a moment that passed without a network is the server’s to judge: it stays with the reason', async () => {
  await away()
  await make('late')
  world.server.now += 2 * HOUR
  const onDesk = shownOn(desk)
  await back()
  await until(() => onDesk() === 'late 0 moment_passed', 'the refusal')
  await told('late', { t: 'change', at: soon + 3 * HOUR })
  await until(() => onDesk() === `late ${String(3 * HOUR)} `, 'another moment')
  expect(there()).toBe(`late ${String(soon + 3 * HOUR)}`)
})

test('what failed at its moment says why; a change that comes too late is told', async () => {
  const onDesk = shownOn(desk)
  const refusals: string[] = []
  const view = new RefusalsView((ops) => ops.forEach((op) => op[0] === 'put' && refusals.push(op[1].code)))
  desk.listeners.push((touched) => view.touch(touched))
  await make('m')
  await empty()
  await rest()
  await away()
  await told('m', { t: 'change', text: 'too late' })
  await told('m', { t: 'send' }, phone)
  await empty(phone)
  await back()
  await until(() => refusals.join() === 'scheduled_message_not_found', 'the word')
  await empty()
  expect(onDesk()).toBe('')
  expect(world.server.committed).toEqual(['m'])
})

test('a lost answer makes nothing twice, and nothing of another chat is shown', async () => {
  world.server.swallow = ({ type }) => type === 'schedule_message' && calls().length === 1
  const onDesk = shownOn(desk)
  await make('once')
  await until(() => there() !== '', 'it')
  world.clock.advance(31_000)
  await desk.synced()
  await empty()
  await rest()
  expect(onDesk()).toBe('once 0 ')
  expect(calls()).toHaveLength(2)
  const other: ScheduledRow[] = []
  new ScheduledView(desk.engine, 'other', (ops) => other.push(...(ops[0]?.[1] as ScheduledRow[])))
  expect(other).toEqual([])
})

test('a lifetime goes with the message that has it', async () => {
  await desk.engine.command({ t: 'send', chat: 'c', id: 'm', text: 'm', reply: null, lifetime: 60 })
  await empty()
  expect(world.server.calls).toContainEqual(expect.objectContaining({ id: 'm', lifetime_s: 60 }))
})
