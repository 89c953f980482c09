/** Reactions: shown at once, told once, kept through loss and restart, and found among many people. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { apply } from '../../src/models/rows'
import type { TimelineRow } from '../../src/engine/rpc'
import { TimelineView } from '../../src/engine/views/timeline'
import { until } from './clock'
import { World, type Device } from './world'

// An id of the wire: the page of people that is asked for begins with it.
const ANNA = '01890a5d-ac96-774b-bcce-b302099a8000'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', [ANNA, 'boris'])
  anna = await world.device(ANNA)
})
afterEach(() => world.close())

const react = (emoji: string, on = true) =>
  anna.engine.command({ t: 'react', chat: 'c', id: 'm1', emoji, on })
const told = () => world.server.calls.flatMap((call) => (call.type === 'react' ? [call.emoji] : []))
const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
const known = async () => (await anna.engine.replica.messageById('m1'))?.reactions ?? []

test('what is thought of without a network is told once, as it is in the end', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  await anna.crash()
  await react('👍')
  await react('🔥')
  await react('👍', false)
  expect(anna.engine.outbox.jobs.size).toBe(1)
  await anna.crash()
  await anna.connect()
  await empty()
  expect(told()).toEqual([['🔥']])
  expect(await known()).toEqual([{ emoji: '🔥', count: 1, user_ids: [ANNA] }])
})

test('what is thought of is seen at once without a network, and what is taken back is gone', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  await react('👍')
  await empty()
  let rows: readonly TimelineRow[] = []
  const view = new TimelineView(anna.engine, 'c', { at: 'end' }, 40, (ops) => {
    rows = apply(rows, ops, (a, b) => a.pos - b.pos)
  })
  anna.listeners.push((touched) => view.touch(touched))
  const seen = () =>
    rows.flatMap((row) => (row.kind === 'message' ? (row.reactions ?? []) : [])).map(({ emoji }) => emoji)
  await until(() => seen().join() === '👍', 'what the server knows')
  anna.link?.cut()
  await react('👍', false)
  await react('🔥')
  await until(() => seen().join() === '🔥', 'what still waits')
  expect(told()).toEqual([['👍']])
})

test('an answer that is lost with the connection does no harm', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'react' && swallowed++ === 0
  await react('👍')
  await until(() => swallowed === 1)
  world.clock.advance(1000)
  await empty()
  expect(await known()).toEqual([{ emoji: '👍', count: 1, user_ids: [ANNA] }])
})

test('what another device has put there stays', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  await anna.crash()
  await react('👍')
  world.server.react('c', 1, ANNA, ['🎉'])
  await anna.connect()
  await empty()
  expect(told()).toEqual([['🎉', '👍']])
})

test('among more people than a row names one finds oneself', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  for (const user of ['boris', 'vera', ANNA]) world.server.react('c', 1, user, ['👍'])
  await anna.connect()
  await react('🔥')
  await empty()
  expect(told()).toEqual([['👍', '🔥']])
  expect(anna.engine.drain.own('m1')).toEqual(['👍', '🔥'])
})

test('a reaction that is refused for good is given up with a word, and the message has not failed', async () => {
  const refused: unknown[] = []
  anna.listeners.push((touched) => touched.refused && refused.push(touched.refused.code))
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  world.server.refuse = (command) => (command.type === 'react' ? { code: 'too_many_reactions' } : null)
  await react('👍')
  await empty()
  expect(await known()).toEqual([])
  await until(() => refused.length > 0, 'a word')
  expect(refused).toEqual(['too_many_reactions'])
})

test('a reaction follows the message that is not sent yet', async () => {
  await anna.send('c', 'm1', 'hello')
  await react('👍')
  await anna.connect()
  await empty()
  expect(world.server.chat('c').messages[0]?.reactions).toEqual([{ emoji: '👍', count: 1, user_ids: [ANNA] }])
})
