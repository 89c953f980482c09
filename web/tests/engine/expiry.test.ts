/** Messages whose time is over: gone everywhere at that moment, also without a network, after a restart, and once. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { HitRow, PinRow, TimelineRow } from '../../src/engine/rpc'
import { chatRow } from '../../src/engine/views/chats'
import { PinsView } from '../../src/engine/views/pins'
import { SearchView } from '../../src/engine/views/search'
import { TimelineView } from '../../src/engine/views/timeline'
import { apply } from '../../src/models/rows'
import { rest, until } from './clock'
import { World, type Device } from './world'

const HOUR = 3_600_000

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

/** Writes what is over so many milliseconds from now; null: never. */
function say(id: string, lifetime: number | null, text = id): number {
  world.server.now = world.clock.time
  world.server.lifetime = lifetime
  return world.server.write('c', id, 'boris', text).seq
}
const stored = (id: string) =>
  until(() => anna.engine.replica.place('c').record.last?.id === id, `${id} on this device`)
const preview = () => chatRow(anna.engine, 'c')?.preview?.text

test('at its moment it leaves the chat, the list, the pins and what was found, and not before', async () => {
  say('stays', null)
  const seq = say('goes', HOUR, '@anna it goes')
  world.server.pin('c', seq, 'boris')
  await until(() => chatRow(anna.engine, 'c')?.pins === 1)
  let rows: readonly TimelineRow[] = []
  let pins: readonly PinRow[] = []
  let hits: readonly HitRow[] = []
  const views = [
    new TimelineView(anna.engine, 'c', { at: 'end' }, 40, (ops) => (rows = apply(rows, ops))),
    new PinsView(anna.engine, 'c', (ops) => (pins = apply(pins, ops))),
    new SearchView(anna.engine, 'c', 'goes', (ops) => (hits = apply(hits, ops))),
  ]
  anna.listeners.push((touched) => views.forEach((view) => view.touch(touched)))
  const keys = () => [rows, pins, hits].map((shown) => shown.map(({ key }) => key).join())
  await until(() => keys().join(' ') === 'stays,goes goes goes', 'all of it')
  expect(rows[1]).toMatchObject({ expiresAt: world.clock.time + HOUR + 1 })
  expect(chatRow(anna.engine, 'c')).toMatchObject({ unread: 2, mentions: [seq] })

  // Nothing of the server's is needed for it.
  anna.engine.connection.stop()
  world.clock.advance(HOUR)
  await rest()
  expect(keys()).toEqual(['stays,goes', 'goes', 'goes'])
  world.clock.advance(1)
  await until(() => keys().join(' ') === 'stays  ', 'its end')
  expect(chatRow(anna.engine, 'c')).toMatchObject({ unread: 1, pins: 0 })
  expect(chatRow(anna.engine, 'c')?.mentions).toBeUndefined()
  expect(preview()).toBe('stays')
  const [, kept] = await anna.messages('c')
  expect(kept).toMatchObject({ text: '', deleted: true })
})

test('of several each goes at its own moment, with one timer', async () => {
  say('late', 3 * HOUR)
  // The server writes a message 1 ms after it was asked.
  await until(() => world.clock.due(3 * HOUR + 1) === 1, 'its timer')
  say('soon', HOUR)
  say('later', 90 * 24 * HOUR)
  await stored('later')
  await until(() => world.clock.due(HOUR + 1) === 1, 'the timer of the soonest')
  await rest()
  expect([HOUR + 1, 3 * HOUR + 1, 24 * HOUR].map((ms) => world.clock.due(ms))).toEqual([1, 0, 0])
  const left = async () => (await anna.messages('c')).flatMap(({ id, deleted }) => (deleted ? [] : id)).join()
  const gone = async (ms: number, those: string) => {
    world.clock.advance(ms)
    await until(async () => (await left()) === those, `only ${those} left`)
    await rest()
    expect(await left()).toBe(those)
  }
  anna.engine.connection.stop()
  await gone(HOUR + 10, 'late,later')
  await gone(2 * HOUR, 'later')
  for (let day = 0; day < 89; day++) await gone(24 * HOUR, 'later')
  await gone(24 * HOUR, '')
  expect(preview()).toBeUndefined()
})

test('what ended while nothing ran is gone after the start', async () => {
  say('stays', null)
  say('goes', HOUR)
  await stored('goes')
  anna.engine.connection.stop()
  anna.engine.close()
  world.clock.advance(2 * HOUR)
  await anna.boot()
  await until(() => preview() === 'stays', 'the end of what goes')
})

test('the server’s own word takes the place of ours', async () => {
  const seq = say('goes', HOUR)
  await stored('goes')
  await rest()
  world.clock.advance(2 * HOUR)
  await until(() => preview() === undefined)
  world.server.edit('c', seq, 'still here')
  await rest()
  // Its time is over all the same.
  world.clock.advance(1)
  await until(() => preview() === undefined, 'its end')
  world.server.erase('c', seq)
  await rest()
  expect(await anna.messages('c')).toMatchObject([{ deleted: true, rev: world.server.chat('c').rev }])
})
