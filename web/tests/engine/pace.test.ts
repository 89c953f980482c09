/** What is sent waits as long as the server says, and holds up nothing else. */
import { expect, test } from 'vitest'

import { rest, until } from './clock'
import { anna, begin, edit, empty, remove, sends, texts, world } from './written'

begin()

const waits = () => anna.engine.drain.pace?.until('c') ?? null

test('a refusal that may pass is tried again, not before the server said', async () => {
  await anna.connect()
  world.server.refuse = () => ({ code: 'too_many_requests', retry: true, retry_after_ms: 7000 })
  await anna.send('c', 'm1')
  await until(() => sends().length === 1)
  await rest()
  world.server.refuse = () => null
  world.clock.advance(6999)
  await rest()
  expect(sends()).toHaveLength(1)
  world.clock.advance(1)
  await empty()
  expect(texts()).toEqual(['m1'])
})

test('a slow chat gets a message when it takes one; meanwhile others and other deeds go on', async () => {
  await anna.connect()
  const old = world.server.write('c', 'old', 'anna', 'old')
  world.server.create('d', ['anna'])
  let slow = true
  world.server.refuse = (command) =>
    slow && command.type === 'send_message' && command.chat_id === 'c'
      ? { code: 'slow_mode', retry: true, retry_after_ms: 7000 }
      : null
  await until(() => anna.engine.replica.places.get('c')?.record.lastSeq === old.seq)
  await anna.send('c', 'm1')
  await until(() => waits() !== null, 'a chat that waits')
  await anna.send('c', 'm2')
  await anna.send('d', 'm3')
  await edit('old', 'changed')
  await edit('m1', 'first')
  await until(() => world.server.chat('d').messages.length === 1 && texts()[0] === 'changed')
  expect(waits()).toBe(world.clock.now() + 7000)
  slow = false
  world.clock.advance(6999)
  await rest()
  expect(texts()).toEqual(['changed'])
  world.clock.advance(1)
  await empty()
  expect(texts()).toEqual(['changed', 'first', 'm2'])
  expect(waits()).toBeNull()
})

test('what waits for a slow chat is taken back at once, and a chat that became quicker is asked within a minute', async () => {
  await anna.connect()
  world.server.refuse = () => ({ code: 'hourly_limit', retry: true, retry_after_ms: 3_600_000 })
  await anna.send('c', 'm1')
  await until(() => waits() !== null, 'a chat that waits')
  await until(() => anna.engine.outbox.of('c')[0]?.tried === false, 'a message that may be taken back')
  await anna.send('c', 'm2')
  await remove('m1')
  expect(anna.engine.outbox.of('c').map(({ id }) => id)).toEqual(['m2'])
  world.server.refuse = () => null
  world.clock.advance(60_000)
  await empty()
  expect(texts()).toEqual(['m2'])
})

test('in a slow chat the next message waits from the answer on, unless one leads it', async () => {
  await anna.connect()
  const state = world.server.chat('c')
  state.chat = { ...state.chat, slow_s: 30 }
  world.server.rename('c', 'slow')
  await until(() => anna.engine.replica.places.get('c')?.record.chat?.slow_s === 30)
  await anna.send('c', 'm1')
  await until(() => waits() !== null, 'a chat that waits')
  expect(waits()).toBe(world.clock.now() + 30_000)
  await anna.send('c', 'm2')
  await rest()
  expect(texts()).toEqual(['m1'])
  world.clock.advance(30_000)
  await empty()
  expect(texts()).toEqual(['m1', 'm2'])
})
