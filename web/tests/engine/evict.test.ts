/** Old messages leave the device, and come back from the server where somebody looks. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { cut, evict } from '../../src/engine/store/evict'
import { World, rangesHold, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  anna = await world.device('anna')
})
afterEach(() => world.close())

const here = async (chat: string) => (await anna.messages(chat)).map((message) => message.seq)

async function fill(chats: Record<string, number>, kind?: 'saved'): Promise<void> {
  for (const chat of Object.keys(chats)) world.server.create(chat, ['anna'], kind)
  await anna.connect()
  for (const [chat, count] of Object.entries(chats)) {
    for (let i = 1; i <= count; i++) world.server.write(chat, `${chat}${i}`, 'anna', 'text')
  }
  await anna.reconnect()
}

test('the newest of several runs are kept', () => {
  const ranges = [
    [1, 10],
    [20, 29],
    [40, 44],
  ] as const
  expect([cut(ranges, 3), cut(ranges, 5), cut(ranges, 6), cut(ranges, 25), cut(ranges, 99)]).toEqual([
    42, 40, 29, 1, 0,
  ])
})

test('a chat keeps its newest messages', async () => {
  await fill({ c: 15 })
  expect(await evict(anna.engine.replica, new Set(), { chat: 10, all: 100, least: 5 })).toBe(5)
  expect(await here('c')).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
  expect(await rangesHold(anna, 'c')).toBe(true)
})

test('of all chats those that were silent longest give way', async () => {
  await fill({ old: 12, young: 12 })
  await evict(anna.engine.replica, new Set(), { chat: 100, all: 18, least: 5 })
  expect([(await here('old')).length, (await here('young')).length]).toEqual([6, 12])
})

test('one’s own notes and what is open stay', async () => {
  await fill({ notes: 12 }, 'saved')
  await evict(anna.engine.replica, new Set(), { chat: 5, all: 5, least: 1 })
  expect(await here('notes')).toHaveLength(12)
  await fill({ open: 12 })
  await evict(anna.engine.replica, new Set(['open']), { chat: 5, all: 5, least: 1 })
  expect(await here('open')).toHaveLength(12)
})

test('the count of unread messages stays', async () => {
  world.server.create('c', ['anna', 'boris'])
  await anna.connect()
  for (let i = 1; i <= 12; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await anna.reconnect()
  await evict(anna.engine.replica, new Set(), { chat: 5, all: 100, least: 1 })
  expect(anna.engine.replica.place('c').record).toMatchObject({ unread: 12, ranges: [[8, 12]] })
})
