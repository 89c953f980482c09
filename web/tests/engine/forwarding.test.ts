/** Forwards: shown at once, sent in their order, each failing by itself, and never told as one's own words. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { MessageRow } from '../../src/engine/rpc'
import { timelineRows, unsent } from '../../src/engine/views/rows'
import { until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('from', ['anna', 'boris'])
  world.server.create('to', ['anna', 'vera'])
  anna = await world.device('anna')
  await anna.connect()
  for (const id of ['m1', 'm2', 'm3']) world.server.write('from', id, 'boris', `text of ${id}`)
  await until(() => anna.engine.replica.place('from').record.last?.id === 'm3', 'the messages')
})
afterEach(() => world.close())

const boris = { user_id: 'boris', name: 'Name of boris' }
const forward = (pairs: readonly [string, string][], author = true, device = anna) =>
  device.engine.command({
    t: 'forward',
    chat: 'to',
    from: 'from',
    messages: pairs.map(([id, as]) => ({ id, as })),
    author,
  })
const there = () => world.server.chat('to').messages
const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
const calls = () => world.server.calls.filter(({ type }) => type === 'forward_messages')

/** How what waits is shown. */
function waiting(): MessageRow[] {
  const { engine } = anna
  const shown = engine.outbox.of('to').flatMap((job) => {
    const message = unsent(job, 'anna')
    return message ? [{ message, jobs: [job] }] : []
  })
  const rows = timelineRows(shown, engine.around(engine.replica.place('to')))
  return rows.filter((row) => row.kind === 'message')
}

async function away(): Promise<void> {
  anna.network = false
  anna.link?.cut()
  await until(() => !anna.engine.connection.online, 'the end of the connection')
}

test('several go in their order, with their author, each of them once', async () => {
  world.server.swallow = (command) => command.type === 'forward_messages' && calls().length === 1
  await forward([
    ['m1', 'c1'],
    ['m3', 'c2'],
    ['m2', 'c3'],
  ])
  await until(() => calls().length === 1, 'the call whose answer is lost')
  anna.link?.cut()
  await anna.reconnect()
  await empty()
  expect(there().map(({ id, text }) => `${id} ${text ?? ''}`)).toEqual([
    'c1 text of m1',
    'c2 text of m3',
    'c3 text of m2',
  ])
  expect(there().map(({ forward: said }) => said)).toEqual([boris, boris, boris])
})

test('without a network they are shown at once, outlive the engine, and go out later', async () => {
  await away()
  await forward([['m1', 'c1']])
  await forward([['m2', 'c2']], false)
  const seen = () => waiting().map(({ text, forward: said }) => [text, said?.name])
  const expected = [
    ['text of m1', 'Name of boris'],
    ['text of m2', undefined],
  ]
  expect(seen()).toEqual(expected)
  anna.network = true
  await anna.crash()
  expect(seen()).toEqual(expected)
  await anna.connect()
  await empty()
  expect(there().map(({ forward: said }) => said)).toEqual([boris, null])
})

test('what is deleted meanwhile fails by itself; the others arrive', async () => {
  await away()
  await forward([
    ['m1', 'c1'],
    ['m2', 'c2'],
  ])
  world.server.erase('from', 1)
  anna.network = true
  await anna.reconnect()
  await until(() => there().length === 1, 'the second one')
  await until(() => anna.engine.outbox.about('c1')?.failed === 'message_deleted', 'the refusal')
  expect(there()[0]).toMatchObject({ id: 'c2', text: 'text of m2' })
})

test('what is not here any more, or was forwarded under this id, is not queued', async () => {
  await away()
  await forward([['gone', 'c1']])
  await forward([['m1', 'c2']])
  await forward([['m2', 'c2']])
  expect(waiting().map(({ text }) => text)).toEqual(['text of m1'])
})

test('a forward of a forward names the first author', async () => {
  await forward([['m1', 'c1']])
  await empty()
  await anna.engine.command({
    ...{ t: 'forward', chat: 'from', from: 'to', author: true },
    messages: [{ id: 'c1', as: 'c2' }],
  })
  await empty()
  expect(world.server.chat('from').messages.at(-1)?.forward).toEqual(boris)
})

test('a copy without its author that is changed before it leaves is sent first and changed then', async () => {
  await away()
  await forward([['m1', 'c1']], false)
  await anna.engine.command({ t: 'edit', chat: 'to', id: 'c1', text: 'better' })
  anna.network = true
  await anna.reconnect()
  await empty()
  expect(there()).toMatchObject([{ id: 'c1', text: 'better', forward: null }])
})
