/** Who has read a message: followed while somebody looks, and told only when it is another one. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ReaderRow } from '../../src/engine/rpc'
import { ReadersView } from '../../src/engine/views/readers'
import { apply } from '../../src/models/rows'
import { until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device
let rows: readonly ReaderRow[] | null
let patches: number

beforeEach(async () => {
  world = new World()
  world.server.create('g', ['anna', 'boris', 'vera'])
  anna = await world.device('anna')
  await anna.connect()
  await anna.send('g', 'm1')
  await until(() => anna.engine.replica.place('g').record.lastSeq > 0, 'the message')
})
afterEach(() => world.close())

function watch(id: string): void {
  ;[rows, patches] = [null, 0]
  const view = new ReadersView(anna.engine, 'g', id, (ops) => {
    patches++
    rows = apply(rows ?? [], ops)
  })
  anna.listeners.push((touched) => view.touch(touched))
}
const keys = () => rows?.map(({ key }) => key).join()

/** Somebody else has a device, and reads there. */
async function reads(user: string, id: string): Promise<void> {
  const device = await world.device(user)
  await device.connect()
  await until(() => device.engine.replica.place('g').record.lastSeq > 0, 'the message')
  await device.engine.command({ t: 'read', chat: 'g', id })
}

test('everybody else who comes that far joins the list, and who leaves is not in it', async () => {
  watch('m1')
  await until(() => keys() === '', 'nobody')
  await reads('vera', 'm1')
  await until(() => keys() === 'vera', 'one')
  await reads('boris', 'm1')
  await until(() => keys() === 'boris,vera', 'both, by name')
  expect(rows?.[0]).toMatchObject({ id: 'boris', name: 'Name of boris' })
  world.server.leave('g', 'boris')
  await until(() => keys() === 'vera', 'one is left')
})

test('what changes nothing in the list is not told', async () => {
  await reads('boris', 'm1')
  watch('m1')
  await until(() => keys() === 'boris', 'a reader')
  const before = patches
  world.server.write('g', 'm2', 'vera', 'something else')
  await until(() => anna.engine.replica.place('g').record.lastSeq > 1, 'another message')
  expect([patches, keys()]).toEqual([before, 'boris'])
})

test('of a message that is not here nobody is told', async () => {
  await reads('boris', 'm1')
  watch('unknown')
  await until(() => rows !== null, 'an answer')
  expect(rows).toEqual([])
})
