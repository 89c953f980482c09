/** Deleting for oneself and clearing: gone at once everywhere, also without a network, and nothing brings it back. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { apply } from '../../src/models/rows'
import type { ChatRow, HitRow, TimelineRow } from '../../src/engine/rpc'
import { ChatsView } from '../../src/engine/views/chats'
import { SearchView } from '../../src/engine/views/search'
import { TimelineView } from '../../src/engine/views/timeline'
import { rest, until } from './clock'
import { World, rangesHold, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'], 'direct')
  for (const id of ['m1', 'm2', 'm3']) world.server.write('c', id, 'boris', id)
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

function timeline(device: Device): () => string {
  let rows: readonly TimelineRow[] = []
  const view = new TimelineView(device.engine, 'c', { at: 'end' }, 40, (ops) => {
    rows = apply(rows, ops, (a, b) => a.pos - b.pos)
  })
  device.listeners.push((touched) => view.touch(touched))
  return () => rows.map(({ key }) => key).join()
}

function chat(): () => ChatRow | undefined {
  let rows: readonly ChatRow[] = []
  const view = new ChatsView(anna.engine, (ops) => (rows = apply(rows, ops)))
  anna.listeners.push((touched) => view.touch(touched))
  return () => rows.find(({ key }) => key === 'c')
}

async function found(query: string): Promise<string> {
  let rows: readonly HitRow[] = []
  let searching = true
  new SearchView(anna.engine, 'c', query, (ops, edges) => {
    rows = apply(rows, ops)
    searching = edges?.loading !== null
  })
  await until(() => !searching)
  return rows.map(({ key }) => key).join()
}

const hide = (...ids: string[]) => anna.engine.command({ t: 'hide', chat: 'c', ids })
const clear = (both = false) => anna.engine.command({ t: 'clear', chat: 'c', both })
const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
const from = (user: string) => world.server.chat('c').memberships.get(user)?.from_seq

test('what is hidden is in no list, no preview, no count and no search, for this person alone', async () => {
  const boris = await world.device('boris')
  await boris.connect()
  const [mine, theirs, row] = [timeline(anna), timeline(boris), chat()]
  await until(() => mine() === 'm1,m2,m3' && theirs() === 'm1,m2,m3')
  await hide('m3', 'm1')
  await until(() => mine() === 'm2')
  expect(row()).toMatchObject({ unread: 1, preview: { text: 'm2' } })
  expect(await found('m')).toBe('m2')
  await empty()
  await rest()
  expect([mine(), theirs()]).toEqual(['m2', 'm1,m2,m3'])
  world.server.write('c', 'm4', 'boris', 'm4', 3)
  await until(() => mine() === 'm2,m4')
})

test('an answer to what is hidden shows that it is gone', async () => {
  await hide('m1')
  world.server.write('c', 'm4', 'boris', 'm4', 1)
  let rows: readonly TimelineRow[] = []
  const view = new TimelineView(anna.engine, 'c', { at: 'end' }, 40, (ops) => {
    rows = apply(rows, ops, (a, b) => a.pos - b.pos)
  })
  anna.listeners.push((touched) => view.touch(touched))
  await until(() => rows.length === 3)
  const [answer] = rows.slice(-1)
  expect(answer).toMatchObject({ reply: { deleted: true, text: '' } })
})

test('hidden without a network, it is hidden on the other device too, later', async () => {
  anna.link?.cut()
  await hide('m2')
  await anna.crash()
  expect(timeline(anna)()).toBe('')
  const mine = timeline(anna)
  await until(() => mine() === 'm1,m3')
  const other = await world.device('anna')
  await anna.connect()
  await empty()
  await other.connect()
  const theirs = timeline(other)
  await until(() => theirs() === 'm1,m3')
})

test('cleared without a network, it is gone at once and stays gone; what comes later is there', async () => {
  const [mine, row] = [timeline(anna), chat()]
  await until(() => mine() === 'm1,m2,m3')
  world.server.pin('c', 1, 'boris')
  await until(() => row()?.pins === 1)
  anna.link?.cut()
  await clear()
  await until(() => mine() === '' && row()?.cleared === true)
  expect(row()).toMatchObject({ unread: 0, pins: 0, preview: null })
  // Another device has read on: its row is newer than what was cleared here, and does not bring it back.
  world.server.mark('c', 'anna', 2)
  world.clock.advance(31_000)
  await anna.synced()
  await empty()
  world.server.edit('c', 1, 'changed')
  await rest()
  expect([mine(), from('anna'), from('boris')]).toEqual(['', 4, 1])
  world.server.write('c', 'm4', 'boris', 'm4')
  await until(() => mine() === 'm4')
  expect(row()?.cleared).toBeUndefined()
  expect(row()).toMatchObject({ unread: 1, preview: { text: 'm4' } })
  expect(await rangesHold(anna, 'c')).toBe(true)
})

test('cleared for both, it is gone there too', async () => {
  const boris = await world.device('boris')
  await boris.connect()
  const theirs = timeline(boris)
  await until(() => theirs() === 'm1,m2,m3')
  await clear(true)
  await until(() => theirs() === '')
  expect(await boris.messages('c')).toEqual([])
})

test('what waits to be sent survives the clearing', async () => {
  anna.link?.cut()
  await anna.send('c', 'm9', 'still to come')
  await clear()
  const mine = timeline(anna)
  await until(() => mine() === 'm9')
  world.clock.advance(31_000)
  await empty()
  expect(from('anna')).toBe(4)
  expect(mine()).toBe('m9')
})

test('an empty chat is not cleared', async () => {
  world.server.create('e', ['anna', 'boris'], 'direct')
  await until(() => anna.engine.replica.places.get('e')?.shown === true)
  await anna.engine.command({ t: 'clear', chat: 'e', both: true })
  expect(anna.engine.outbox.jobs.size).toBe(0)
})
