/** How chats are kept: drawn at once, durable, in order, and the same on all of one's devices. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ChatRow, Command, KeptChange } from '../../src/engine/rpc'
import { ChatsView } from '../../src/engine/views/chats'
import { apply } from '../../src/models/rows'
import { until } from './clock'
import { World, type Device } from './world'

const HOUR = 3_600_000
let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  for (const id of ['a', 'b', 'c']) world.server.create(id, ['anna', 'boris'])
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

function list(device: Device) {
  let rows: readonly ChatRow[] = []
  const view = new ChatsView(device.engine, (ops) => (rows = apply(rows, ops)))
  device.listeners.push((touched) => view.touch(touched))
  const kept = (chat: string) => rows.find((row) => row.key === chat)?.kept
  const pinned = () =>
    rows
      .flatMap(({ key, kept }) => (kept?.pinned == null ? [] : { key, at: kept.pinned }))
      .sort((one, other) => one.at - other.at)
      .map(({ key }) => key)
  return { kept, pinned }
}

const keep = (device: Device, chat: string, change: KeptChange) =>
  device.engine.command({ t: 'keep', chat, change })
const waiting = (device: Device) => device.engine.outbox.jobs.size

test('without a connection it is drawn at once, survives a crash, and arrives once there is one', async () => {
  anna.link?.cut()
  await keep(anna, 'a', { pinned: true })
  await keep(anna, 'b', { pinned: true })
  await keep(anna, 'c', { archived: true, mutedUntil: Number.MAX_SAFE_INTEGER })
  await anna.engine.command({ t: 'orderPinned', chats: ['a', 'b'] })
  await anna.crash()
  const here = list(anna)
  expect(here.pinned()).toEqual(['a', 'b'])
  expect(here.kept('c')).toEqual({ muted: true, pinned: null, archived: true, marked: false })
  expect(anna.engine.connectionRow.waiting).toBe(0)
  await anna.connect()
  await until(() => waiting(anna) === 0, 'everything to be sent')
  expect(here.pinned()).toEqual(['a', 'b'])
  const other = await world.device('anna')
  const there = list(other)
  await other.connect()
  expect(there.pinned()).toEqual(['a', 'b'])
  expect(there.kept('c')).toMatchObject({ muted: true, archived: true })
})

test('what one device does another shows, and nobody else', async () => {
  const [other, boris] = [await world.device('anna'), await world.device('boris')]
  await other.connect()
  await boris.connect()
  const [there, foreign] = [list(other), list(boris)]
  await keep(anna, 'a', { mutedUntil: world.clock.now() + HOUR, marked: true })
  await until(() => there.kept('a')?.muted === true, 'the other device to know')
  expect(there.kept('a')).toEqual({ muted: true, pinned: null, archived: false, marked: true })
  expect(foreign.kept('a')).toBeUndefined()
})

test('what the server refuses is as it was', async () => {
  const here = list(anna)
  world.server.refuse = (command) =>
    command.type === 'change_chat_settings' && command.pinned ? { code: 'too_many_pinned_chats' } : null
  await keep(anna, 'a', { pinned: true })
  await keep(anna, 'b', { archived: true })
  await until(() => waiting(anna) === 0)
  expect(here.pinned()).toEqual([])
  expect(here.kept('b')?.archived).toBe(true)
})

test('a chat is heard again when its time is up', async () => {
  const here = list(anna)
  await keep(anna, 'a', { mutedUntil: world.clock.now() + HOUR })
  await until(() => waiting(anna) === 0)
  world.clock.advance(HOUR - 1)
  expect(here.kept('a')?.muted).toBe(true)
  world.clock.advance(1)
  expect(here.kept('a')?.muted).toBe(false)
})

test('a new message brings a chat out of the archive, unless it is muted', async () => {
  const here = list(anna)
  await keep(anna, 'a', { archived: true })
  await keep(anna, 'b', { archived: true, mutedUntil: Number.MAX_SAFE_INTEGER })
  await until(() => waiting(anna) === 0)
  expect([here.kept('a')?.archived, here.kept('b')?.archived]).toEqual([true, true])
  world.server.write('a', 'm1', 'boris', 'hello')
  world.server.write('b', 'm2', 'boris', 'hello')
  await until(() => here.kept('a')?.archived === false)
  expect(here.kept('b')?.archived).toBe(true)
})

test('a chat that is marked as unread is so until it is read on', async () => {
  const here = list(anna)
  world.server.write('a', 'm1', 'boris', 'hello')
  await until(() => anna.engine.replica.place('a').record.unread === 1)
  anna.link?.cut()
  await anna.engine.command({ t: 'readAll', chat: 'a' })
  await keep(anna, 'a', { marked: true })
  expect(here.kept('a')?.marked).toBe(true)
  await anna.reconnect()
  await until(() => waiting(anna) === 0)
  expect(here.kept('a')?.marked).toBe(true)
  world.server.write('a', 'm2', 'boris', 'more')
  await until(() => here.kept('a')?.marked === false)
  await anna.engine.command({ t: 'readAll', chat: 'a' })
  await until(() => waiting(anna) === 0)
  expect(anna.engine.replica.place('a').record.unread).toBe(0)
  expect(here.kept('a')?.marked).toBe(false)
})

test('what is left takes along what waits to be sent about it', async () => {
  anna.link?.cut()
  await keep(anna, 'a', { pinned: true })
  world.server.leave('a', 'anna')
  await anna.reconnect()
  await until(() => waiting(anna) === 0)
  expect(world.server.settings.get('anna')?.get('a')).toBeUndefined()
})

test('pins made without a connection come out as they were drawn', async () => {
  const chat = fc.constantFrom('a', 'b', 'c')
  const step: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ t: fc.constant('keep' as const), chat, change: fc.record({ pinned: fc.boolean() }) }),
    fc.record({ t: fc.constant('keep' as const), chat, change: fc.record({ archived: fc.boolean() }) }),
    fc.record({ t: fc.constant('orderPinned' as const), chats: fc.uniqueArray(chat) }),
  )
  const here = list(anna)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      anna.link?.cut()
      for (const command of steps) await anna.engine.command(command)
      const drawn = here.pinned()
      await anna.reconnect()
      await until(() => waiting(anna) === 0)
      expect(here.pinned()).toEqual(drawn)
    }),
    { numRuns: 25 },
  )
})
