/** Changes of what was written: made in place where it still waits, else each for itself, and never over a later one. */
import { expect, test } from 'vitest'

import type { AnyCommand } from '../../src/api/schema'
import { until } from './clock'
import { anna, begin, edit, empty, remove, texts, world } from './written'

begin()

test('a message that has not left yet is changed in place, and forgotten if deleted', async () => {
  await anna.send('c', 'm1', 'first')
  await anna.send('c', 'm2', 'second')
  await edit('m1', 'changed')
  await remove('m2')
  await anna.connect()
  await empty()
  expect(texts()).toEqual(['changed'])
  expect(
    world.server.calls.some((call) => call.type === 'edit_message' || call.type === 'delete_message'),
  ).toBe(false)
})

test('a message that may have reached the server is changed by a command of its own', async () => {
  await anna.connect()
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'send_message' && swallowed++ === 0
  await anna.send('c', 'm1', 'first')
  await until(() => swallowed === 1)
  await edit('m1', 'changed')
  world.clock.advance(1000)
  await empty()
  expect(texts()).toEqual(['changed'])
  expect(world.server.committed).toEqual(['m1'])
})

test('a change whose answer was lost does not undo what another device wrote later', async () => {
  world.server.write('c', 'm1', 'anna', 'first')
  await anna.connect()
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'edit_message' && swallowed++ === 0
  await edit('m1', 'second')
  await until(() => swallowed === 1)
  world.server.edit('c', 1, 'third')
  world.clock.advance(1000)
  await until(() => anna.engine.outbox.of('c')[0]?.failed === 'message_changed', 'a failed change')
  expect(texts()).toEqual(['third'])
  // Who insists has seen what is there.
  await anna.engine.command({ t: 'retry', chat: 'c', id: 'm1' })
  await empty()
  expect(texts()).toEqual(['second'])
})

test('changes that follow each other are all of them made, the last one last', async () => {
  world.server.write('c', 'm1', 'anna', 'first')
  await anna.connect()
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'edit_message' && swallowed++ === 0
  await edit('m1', 'second')
  await until(() => swallowed === 1)
  await edit('m1', 'third')
  world.clock.advance(1000)
  await empty()
  expect(texts()).toEqual(['third'])
})

test('deleting what is deleted already is done', async () => {
  const { seq } = world.server.write('c', 'm1', 'anna', 'text')
  await anna.connect()
  world.server.refuse = (command: AnyCommand) =>
    command.type === 'delete_message' ? { code: 'message_deleted' } : null
  await remove('m1')
  await empty()
  expect(seq).toBe(1)
  expect(await anna.engine.replica.message('c', 1)).toMatchObject({ deleted: true, text: '' })
})
