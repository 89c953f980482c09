/** What the user did reaches the server once and in order, whatever happens between. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { AnyCommand } from '../../src/api/schema'
import { OutboxView } from '../../src/engine/views/outbox'
import { rest, until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  anna = await world.device('anna')
})
afterEach(() => world.close())

const texts = () => world.server.chat('c').messages.map((message) => message.text)
const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
const sends = () => world.server.calls.filter((call) => call.type === 'send_message')
const waits = () => anna.engine.drain.pace?.until('c') ?? null
const edit = (id: string, text: string) => anna.engine.command({ t: 'edit', chat: 'c', id, text })
const remove = (id: string) => anna.engine.command({ t: 'delete', chat: 'c', id })

test('a message that the server refuses for good fails with its code; others go on', async () => {
  await anna.connect()
  world.server.refuse = (command) =>
    'text' in command && command.text === 'bad' ? { code: 'text_too_long' } : null
  await anna.send('c', 'm1', 'bad')
  await anna.send('c', 'm2', 'good')
  await until(() => texts().includes('good') && anna.engine.outbox.of('c').length === 1)
  expect(anna.engine.outbox.of('c')).toMatchObject([{ id: 'm1', failed: 'text_too_long' }])
})

test('what failed can be tried again, changed, or given up', async () => {
  await anna.connect()
  world.server.refuse = () => ({ code: 'text_too_long' })
  for (const id of ['m1', 'm2', 'm3']) await anna.send('c', id)
  const failed = () => anna.engine.outbox.of('c').filter((job) => job.failed !== null).length
  await until(() => failed() === 3)
  world.server.refuse = () => null
  await anna.engine.command({ t: 'discard', chat: 'c', id: 'm1' })
  await edit('m2', 'shorter')
  await anna.engine.command({ t: 'retry', chat: 'c', id: 'm3' })
  await empty()
  expect(texts()).toEqual(['shorter', 'm3'])
})

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

test('an answer that is lost with the connection does no harm', async () => {
  await anna.connect()
  world.server.fate = () => 0
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'send_message' && swallowed++ === 0
  await anna.send('c', 'm1')
  await until(() => swallowed === 1)
  world.clock.advance(1000)
  await empty()
  expect(world.server.committed).toEqual(['m1'])
})

test('the message itself is an answer too', async () => {
  await anna.connect()
  world.server.write('c', 'm1', 'anna', 'm1')
  await anna.send('c', 'm1')
  await empty()
  expect(sends().length).toBeLessThanOrEqual(1)
  expect(world.server.committed).toEqual(['m1'])
})

test('handed over twice, a message is queued once', async () => {
  await Promise.all([anna.send('c', 'm1'), anna.send('c', 'm1')])
  expect(anna.engine.outbox.of('c')).toHaveLength(1)
})

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

test('the list of what waits shows each command, and what is taken back is not sent', async () => {
  world.server.write('c', 'm1', 'anna', 'old')
  await anna.connect()
  anna.engine.connection.stop()
  const rows: unknown[] = []
  const view = new OutboxView(anna.engine, (ops) => rows.push(ops))
  await anna.send('c', 'm2', 'new')
  await edit('m1', 'changed')
  view.touch({ chats: ['c'] })
  view.touch({ chats: ['c'] })
  const waiting = [
    { chat: 'c', id: 'm2', kind: 'send', text: 'new', error: null },
    { chat: 'c', id: 'm1', kind: 'edit', text: 'changed', error: null, sure: false },
  ]
  expect(rows).toMatchObject([[['set', []]], [['set', waiting]]])
  await anna.engine.command({ t: 'discard', chat: 'c', id: 'm1' })
  expect(anna.engine.outbox.of('c').map((job) => job.id)).toEqual(['m2'])
})

test('removing what is stored leaves what was written and not sent', async () => {
  for (let n = 1; n <= 3; n++) world.server.write('c', `m${n}`, 'boris', 'old')
  await anna.connect()
  anna.engine.connection.stop()
  await anna.send('c', 'm9', 'new')
  await anna.engine.command({ t: 'draft', chat: 'c', draft: { text: 'half', reply: null } })
  await anna.engine.clearCache()
  expect(await anna.engine.replica.messages('c', 1, 9)).toEqual([])
  expect(anna.engine.outbox.of('c').map((job) => job.id)).toEqual(['m9'])
  expect(anna.engine.drafts.get('c')?.text).toBe('half')
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

test('a reply to a message that waits itself names it once it has its place', async () => {
  await anna.send('c', 'm1')
  await anna.engine.command({ t: 'send', chat: 'c', id: 'm2', text: 'reply', reply: 'm1' })
  await anna.connect()
  await empty()
  expect(world.server.chat('c').messages[1]?.reply_to).toBe(1)
})

test('of the marks of a chat only the furthest is sent', async () => {
  for (let i = 1; i <= 5; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await anna.connect()
  anna.link?.cut()
  for (let i = 1; i <= 5; i++) await anna.engine.command({ t: 'read', chat: 'c', id: `m${i}` })
  const before = world.server.calls.length
  world.clock.advance(1000)
  await anna.synced()
  await empty()
  const marks = world.server.calls
    .slice(before)
    .filter((call) => call.type === 'mark_chat' && call.read_seq != null)
  expect(marks).toMatchObject([{ read_seq: 5 }])
})

test('whoever is removed sends nothing more there', async () => {
  await anna.connect()
  anna.link?.cut()
  await anna.send('c', 'm1')
  world.server.leave('c', 'anna')
  world.clock.advance(1000)
  await anna.synced()
  await empty()
  expect(world.server.committed).toEqual([])
})

type Fault = 'none' | 'cut' | 'swallow' | 'refuse' | 'lose rows' | 'crash' | 'wait'

test('whatever breaks, every message arrives once and in order', { timeout: 120_000 }, async () => {
  const fault = fc.constantFrom<Fault>(
    'none',
    'none',
    'cut',
    'swallow',
    'refuse',
    'lose rows',
    'crash',
    'wait',
  )
  const history = fc.array(
    fc.record({ fault, chat: fc.constantFrom('c', 'd'), turns: fc.integer({ min: 0, max: 12 }) }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const world = new World()
      const { server, clock } = world
      for (const chat of ['c', 'd']) server.create(chat, ['anna', 'boris'])
      const anna = await world.device('anna')
      await anna.connect()
      const sent: Record<string, string[]> = { c: [], d: [] }
      for (const [i, { fault, chat, turns }] of steps.entries()) {
        server.fate = () => Number(fault !== 'lose rows')
        server.swallow = (command) => fault === 'swallow' && command.type === 'send_message'
        server.refuse = () => (fault === 'refuse' ? { code: 'overloaded', retry: true } : null)
        sent[chat]?.push(`${chat}${i}`)
        await anna.send(chat, `${chat}${i}`)
        await rest(turns)
        if (fault === 'cut') anna.link?.cut()
        if (fault === 'wait') clock.advance(3000)
        if (fault === 'crash') {
          await anna.crash()
          anna.engine.connection.start()
        }
      }
      server.fate = () => 1
      server.swallow = () => false
      server.refuse = () => null
      for (let i = 0; i < 20 && anna.engine.outbox.jobs.size > 0; i++) {
        clock.advance(61_000)
        await rest()
      }
      for (const chat of ['c', 'd']) {
        expect(server.committed.filter((id) => id.startsWith(chat))).toEqual(sent[chat])
      }
      world.close()
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  )
})
