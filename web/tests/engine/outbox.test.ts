/** What the user did reaches the server once and in order, whatever happens between. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { OutboxView } from '../../src/engine/views/outbox'
import { passing, rest, until } from './clock'
import { World } from './world'
import { anna, begin, edit, empty, sends, texts, world } from './written'

begin()

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
      await passing(clock, 61_000, () => anna.engine.outbox.jobs.size === 0, 'all of it')
      for (const chat of ['c', 'd']) {
        expect(server.committed.filter((id) => id.startsWith(chat))).toEqual(sent[chat])
      }
      world.close()
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  )
})
