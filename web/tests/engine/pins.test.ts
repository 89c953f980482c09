/** Pins: shown at once and without a network, undone before they leave, and never of what one may not see. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { apply } from '../../src/models/rows'
import type { PinRow } from '../../src/engine/rpc'
import { PinsView } from '../../src/engine/views/pins'
import { rest, until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device
let rows: readonly PinRow[]

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  for (const id of ['m1', 'm2', 'm3']) world.server.write('c', id, 'boris', id)
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

function watch(): void {
  rows = []
  const view = new PinsView(anna.engine, 'c', (ops) => (rows = apply(rows, ops)))
  anna.listeners.push((touched) => view.touch(touched))
}
const keys = () => rows.map(({ key }) => key).join()
const pin = (id: string) => anna.engine.command({ t: 'pin', chat: 'c', id })
const unpin = (id: string) => anna.engine.command({ t: 'unpin', chat: 'c', id })
const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
const pinnedThere = () =>
  [...world.server.chat('c').pins.values()].filter(({ removed }) => !removed).map(({ seq }) => seq)

test('what may not be seen is not shown, and pins of it are dropped', async () => {
  world.server.pin('c', 1, 'boris')
  world.server.pin('c', 3, 'boris')
  watch()
  await until(() => keys() === 'm1,m3')
  world.server.leave('c', 'anna')
  await until(() => keys() === '')
  world.server.join('c', 'anna', 2)
  await until(() => keys() === 'm3')
  expect(anna.engine.replica.place('c').pinned).toEqual([3])
})

test('pins of others come and go, and a deleted message is none', async () => {
  watch()
  world.server.pin('c', 2, 'boris')
  await until(() => keys() === 'm2')
  expect(rows[0]).toMatchObject({ text: 'm2', name: 'Name of boris' })
  world.server.pin('c', 2, null)
  await until(() => keys() === '')
  world.server.pin('c', 3, 'boris')
  await until(() => keys() === 'm3')
  world.server.erase('c', 3)
  await until(() => keys() === '')
})

test('without a network a pin is shown at once, and goes out later', async () => {
  watch()
  anna.engine.connection.stop()
  await pin('m1')
  await pin('m3')
  await until(() => keys() === 'm1,m3')
  await anna.crash()
  watch()
  await until(() => keys() === 'm1,m3', 'the pins after a crash')
  expect(pinnedThere()).toEqual([])
  await anna.connect()
  await empty()
  expect(pinnedThere()).toEqual([1, 3])
  expect(keys()).toBe('m1,m3')
})

test('the last word holds, and what was undone before it left is not said', async () => {
  watch()
  anna.link?.cut()
  await pin('m1')
  await unpin('m1')
  await pin('m2')
  await until(() => keys() === 'm2')
  await anna.engine.command({ t: 'unpin_all', chat: 'c' })
  await pin('m3')
  await until(() => keys() === 'm3')
  world.clock.advance(31_000)
  await empty()
  expect(pinnedThere()).toEqual([3])
  expect(world.server.calls.filter(({ type }) => type === 'pin_message')).toHaveLength(1)
})

test('unpinning holds at once, though the row is late', async () => {
  world.server.pin('c', 1, 'boris')
  watch()
  await until(() => keys() === 'm1')
  world.server.fate = () => 0
  await unpin('m1')
  await empty()
  await rest()
  expect(keys()).toBe('')
  world.server.fate = () => 1
  world.server.pin('c', 1, 'boris')
  await until(() => keys() === 'm1')
})

test('a refused pin is not shown, and says so where it waits', async () => {
  watch()
  world.server.refuse = ({ type }) => (type === 'pin_message' ? { code: 'too_many_pins' } : null)
  await pin('m1')
  await until(() => anna.engine.outbox.deeds('c')[0]?.failed === 'too_many_pins')
  await rest()
  expect(keys()).toBe('')
  expect(anna.engine.outbox.of('c')).toEqual([])
  await anna.engine.command({ t: 'discard', chat: 'c', id: 'm1' })
  expect(anna.engine.outbox.jobs.size).toBe(0)
})

test('a pinned message that is not on this device is asked for', async () => {
  for (let n = 4; n <= 60; n++) world.server.write('c', `m${String(n)}`, 'boris', 'later')
  world.server.pin('c', 1, 'boris')
  const late = await world.device('anna')
  await late.connect()
  expect(await late.engine.replica.message('c', 1)).toBeNull()
  anna = late
  watch()
  await until(() => keys() === 'm1')
})
