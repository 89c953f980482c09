/** The replica follows the server whatever becomes of the frames on the way. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { rest, until } from './clock'
import { PAGE } from './server'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  anna = await world.device('anna')
})
afterEach(() => world.close())

const record = (device = anna) => device.engine.replica.place('c').record

test('a new device gets every chat with its messages', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await anna.connect()
  expect((await anna.messages('c')).map((message) => message.text)).toEqual(['hello'])
  expect(record()).toMatchObject({ lastSeq: 1, unread: 1, ranges: [[1, 1]] })
})

test('a repeated frame changes nothing', async () => {
  await anna.connect()
  world.server.fate = () => 2
  world.server.write('c', 'm1', 'boris', 'hello')
  await until(() => record().lastSeq === 1)
  await rest()
  expect(record()).toMatchObject({ unread: 1, rev: world.server.chat('c').rev })
})

test('a lost frame is asked for when the next one shows the gap', async () => {
  await anna.connect()
  world.server.fate = () => 0
  world.server.write('c', 'm1', 'boris', 'lost')
  world.server.fate = () => 1
  world.server.write('c', 'm2', 'boris', 'seen')
  await until(() => record().ranges[0]?.[1] === 2)
  expect((await anna.messages('c')).map((message) => message.text)).toEqual(['lost', 'seen'])
  expect(world.server.calls.filter((call) => call.type === 'get_changes')).toHaveLength(1)
})

test('what was missed while away comes with the next connection', async () => {
  await anna.connect()
  anna.link?.cut()
  world.server.write('c', 'm1', 'boris', 'meanwhile')
  world.server.rename('c', 'New name')
  world.clock.advance(1000)
  await anna.synced()
  expect(record().chat?.name).toBe('New name')
  expect(record().lastSeq).toBe(1)
})

test('more news than a page leaves a hole: the newest messages are here, the others are forgotten', async () => {
  for (let i = 1; i <= 10; i++) world.server.write('c', `m${i}`, 'boris', 'old')
  await anna.connect()
  anna.link?.cut()
  for (let i = 11; i <= 10 + 2 * PAGE; i++) world.server.write('c', `m${i}`, 'boris', 'new')
  world.clock.advance(1000)
  await anna.synced()
  expect(record().ranges).toEqual([[11 + PAGE, 10 + 2 * PAGE]])
  expect(await anna.messages('c')).toHaveLength(PAGE)
  expect(record().unread).toBe(10 + 2 * PAGE)
})

test('what was sent just before a hole is not kept from the answer alone', async () => {
  for (let turns = 1; turns <= 12; turns++) {
    world.close()
    world = new World()
    world.server.create('c', ['anna', 'boris'])
    anna = await world.device('anna')
    await anna.connect()
    anna.send('c', 'a1')
    await rest(turns)
    for (let i = 0; i < PAGE; i++) world.server.write('c', `m${i}`, 'boris', 'many')
    await anna.crash()
    await anna.connect()
    await until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
    const { messages } = world.server.chat('c')
    for (const message of await anna.messages('c')) expect(message).toEqual(messages[message.seq - 1])
  }
})

test('history fetched before a hole says nothing about what came after it', async () => {
  world.server.write('c', 'm1', 'boris', 'one')
  await anna.connect()
  const page = { messages: [], members: [], quoted: [], at_start: true, at_end: true, rev: 1 }
  record().holeRev = 5
  expect(await anna.engine.replica.merge('c', page)).toBe(false)
})

test('whoever is removed keeps nothing of the chat, on disk neither', async () => {
  world.server.write('c', 'm1', 'boris', 'secret')
  await anna.connect()
  world.server.leave('c', 'anna')
  await until(() => !anna.engine.replica.place('c').shown)
  await anna.engine.replica.transact(async () => {})
  expect(await anna.messages('c')).toEqual([])
  expect(await anna.engine.db.getAll('members')).toEqual([])
  expect(anna.engine.replica.hello().revs).not.toHaveProperty('chat:c')
})

test('a late frame does not bring a left chat back', async () => {
  await anna.connect()
  world.server.leave('c', 'anna')
  await until(() => !anna.engine.replica.place('c').shown)
  anna.engine.inbox.take(world.server.changes('chat:c', 0, 'boris'))
  await anna.engine.inbox.settled()
  expect(record().chat).toBeNull()
})

test('whoever is added again gets the chat again', async () => {
  await anna.connect()
  world.server.leave('c', 'anna')
  world.server.write('c', 'm1', 'boris', 'without her')
  await until(() => !anna.engine.replica.place('c').shown)
  world.server.join('c', 'anna')
  await until(() => record().lastSeq === 1)
  expect(anna.engine.replica.place('c').shown).toBe(true)
})

test('a chat whose rows do not come by themselves is asked for', async () => {
  await anna.connect()
  world.server.fate = (frame) => Number(frame.scope.startsWith('account:'))
  world.server.create('d', ['boris', 'anna'])
  await until(() => anna.engine.replica.places.has('d'))
  await anna.engine.inbox.settled()
  world.clock.advance(1000)
  await until(() => anna.engine.replica.place('d').shown)
})

test('another epoch means another database: rows go, outbox and drafts stay', async () => {
  world.server.write('c', 'm1', 'boris', 'before')
  await anna.connect()
  anna.network = false
  anna.link?.cut()
  await anna.send('c', 'mine')
  await anna.engine.command({ t: 'draft', chat: 'c', draft: { text: 'unfinished', reply: null } })
  world.server.epoch = 'second'
  world.server.chat('c').messages = []
  world.clock.advance(31_000)
  await anna.synced()
  await until(() => world.server.committed.includes('mine'))
  await until(() => record().lastSeq === 1)
  expect((await anna.messages('c')).map((message) => message.id)).toEqual(['mine'])
  expect(anna.engine.drafts.get('c')?.text).toBe('unfinished')
})

test('unread counts the messages of others that are not deleted, and goes down as they are read', async () => {
  for (let i = 1; i <= 4; i++) world.server.write('c', `m${i}`, i === 2 ? 'anna' : 'boris', 'text')
  await anna.connect()
  expect(record().unread).toBe(3)
  world.server.erase('c', 3)
  await until(() => record().unread === 2)
  await anna.engine.command({ t: 'read', chat: 'c', id: 'm1' })
  expect(record().unread).toBe(1)
  await until(() => world.server.chat('c').marks.get('anna')?.read_seq === 1)
})

test('a mark that was set elsewhere lowers the count here', async () => {
  for (let i = 1; i <= 4; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await anna.connect()
  world.server.mark('c', 'anna', 3)
  await until(() => record().unread === 1)
})

test('what arrived is told once a second and chat', async () => {
  await anna.connect()
  for (let i = 1; i <= 5; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await until(() => record().lastSeq === 5)
  await rest()
  world.clock.advance(1000)
  await until(() => world.server.chat('c').marks.get('anna')?.delivered_seq === 5)
  const told = world.server.calls.filter((call) => call.type === 'mark_chat')
  expect(told.length).toBeLessThanOrEqual(2)
})

test('the replica is the same after a restart', async () => {
  for (let i = 1; i <= 5; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await anna.connect()
  const before = structuredClone(record())
  await anna.crash()
  expect(record()).toEqual(before)
  expect(anna.engine.replica.hello().revs).toMatchObject({ 'chat:c': world.server.chat('c').rev })
})

test('a backlog of 10,000 messages goes in', async () => {
  await anna.connect()
  for (let i = 1; i <= 10_000; i++) world.server.write('c', `m${i}`, 'boris', 'text')
  await until(() => record().lastSeq === 10_000)
  expect(record()).toMatchObject({ unread: 10_000, ranges: [[1, 10_000]] })
}, 60_000)

test('folders are kept on the device, and the newer holds', async () => {
  const folder = {
    type: 'folder',
    id: 'f',
    name: 'Work',
    chat_ids: ['c'],
    position: 0,
    deleted: false,
  } as const
  await anna.engine.replica.take([{ ...folder, rev: 2 }])
  await anna.engine.replica.take([{ ...folder, rev: 1, name: 'Old' }])
  await anna.crash()
  expect(anna.engine.replica.folders.get('f')).toMatchObject({ name: 'Work', chat_ids: ['c'] })
  await anna.engine.replica.reset('second')
  expect(anna.engine.replica.folders.size).toBe(0)
})
