/** Folders: drawn at once and without a network, in one order everywhere; what two devices do is not undone. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { FolderChange, FolderRow, RefusalRow } from '../../src/engine/rpc'
import { FoldersView } from '../../src/engine/views/folders'
import { RefusalsView } from '../../src/engine/views/refusals'
import { apply } from '../../src/models/rows'
import { rest, until } from './clock'
import { World, type Device } from './world'

let world: World
let desk: Device
let phone: Device

beforeEach(async () => {
  world = new World()
  for (const chat of ['a', 'b', 'c']) world.server.create(chat, ['anna', 'boris'])
  desk = await world.device('anna')
  phone = await world.device('anna')
  await desk.connect()
  await phone.connect()
})
afterEach(() => world.close())

const told = (change: FolderChange, device = desk) => device.engine.command({ t: 'folders', change })
const make = (id: string, chats: readonly string[] = [], device = desk) =>
  told({ t: 'make', id, name: id.toUpperCase(), chats }, device)
const empty = (device = desk) => until(() => device.engine.outbox.jobs.size === 0, 'an empty outbox')
const there = (user = 'anna') => world.server.folders.shown(user).join(', ')
const saves = () => world.server.calls.filter(({ type }) => type === 'save_folder').length

/** What a device shows, followed from now on. */
function shownOn(device: Device): () => string {
  let rows: readonly FolderRow[] = []
  const view = new FoldersView(device.engine, (ops) => (rows = apply(rows, ops)))
  device.listeners.push((touched) => view.touch(touched))
  return () => rows.map(({ name, chats }) => `${name}: ${chats.join(' ')}`).join(', ')
}

function refusalsOf(device: Device): () => readonly RefusalRow[] {
  let rows: readonly RefusalRow[] = []
  const view = new RefusalsView((ops) => (rows = apply(rows, ops)))
  device.listeners.push((touched) => view.touch(touched))
  return () => rows
}

async function back(device: Device): Promise<void> {
  device.network = true
  await device.reconnect()
  await empty(device)
}

function away(device: Device): void {
  device.network = false
  device.link?.cut()
}

test('without a network all is drawn at once, outlives the engine, and reaches the other device', async () => {
  const onPhone = shownOn(phone)
  desk.engine.connection.stop()
  await make('w', ['a'])
  await make('p')
  await told({ t: 'change', id: 'w', add: ['b', 'a'], remove: ['a'] })
  await told({ t: 'change', id: 'p', name: 'Play' })
  await told({ t: 'order', ids: ['p', 'w'] })
  expect(shownOn(desk)()).toBe('Play: , W: b a')
  await desk.crash()
  expect(shownOn(desk)()).toBe('Play: , W: b a')
  expect([there(), onPhone()]).toEqual(['', ''])
  await desk.connect()
  await empty()
  expect(there()).toBe('Play: , W: b a')
  await until(() => onPhone() === there(), 'the phone')
  expect(shownOn(desk)()).toBe(there())
})

test('two devices that put chats into one folder do not undo each other', async () => {
  await make('w', ['a'])
  await empty()
  const onPhone = shownOn(phone)
  await until(() => onPhone() === 'W: a')
  away(desk)
  await told({ t: 'change', id: 'w', add: ['b'] })
  await told({ t: 'change', id: 'w', add: ['c'], remove: ['a'] }, phone)
  await empty(phone)
  await back(desk)
  expect(there()).toBe('W: c b')
  await until(() => onPhone() === 'W: c b')
})

test('what was deleted elsewhere stays so, whatever was to be changed in it', async () => {
  await make('w', ['a'])
  await empty()
  await until(() => shownOn(phone)() === 'W: a')
  away(desk)
  await told({ t: 'change', id: 'w', name: 'Late', add: ['b'] })
  await told({ t: 'delete', id: 'w' }, phone)
  await empty(phone)
  await back(desk)
  expect([there(), shownOn(desk)()]).toEqual(['', ''])
})

test('one that is deleted before it left is never told of', async () => {
  const onDesk = shownOn(desk)
  away(desk)
  await make('w', ['a'])
  await told({ t: 'change', id: 'w', name: 'Late' })
  await told({ t: 'delete', id: 'w' })
  expect(onDesk()).toBe('')
  await back(desk)
  expect([there(), saves()]).toEqual(['', 0])
})

test('deleting and ordering hold at once, though the rows are late', async () => {
  for (const id of ['x', 'y', 'z']) await make(id)
  await empty()
  const onDesk = shownOn(desk)
  world.server.fate = () => 0
  await told({ t: 'delete', id: 'x' })
  await told({ t: 'order', ids: ['z'] })
  await empty()
  await rest()
  expect(onDesk()).toBe('Z: , Y: ')
  expect(there()).toBe('Z: , Y: ')
})

test('an answer that is lost makes no folder twice and undoes nothing', async () => {
  let swallowed = 0
  world.server.swallow = (command) => command.type === 'save_folder' && swallowed++ === 0
  await make('w', ['a'])
  await until(() => swallowed === 1)
  world.server.folder('anna', { type: 'save_folder', folder_id: 'w', name: 'W', chat_ids: ['a', 'b'] })
  world.clock.advance(31_000)
  await empty()
  expect(there()).toBe('W: a b')
  expect(shownOn(desk)()).toBe('W: a b')
})

test('a refusal takes back what was drawn and is told once, with what hung on it left out', async () => {
  world.server.folders.most = 1
  await make('w')
  await empty()
  const [onDesk, refusals] = [shownOn(desk), refusalsOf(desk)]
  away(desk)
  await make('v')
  await told({ t: 'change', id: 'v', add: ['a'] })
  expect(onDesk()).toBe('W: , V: a')
  await back(desk)
  await until(() => onDesk() === 'W: ', 'the folder that is taken back')
  expect(refusals()).toEqual([{ key: '1', code: 'too_many_folders', params: {} }])
  expect(saves()).toBe(2)
})

test('one pinned chat too many is told, a mark that came too late is not', async () => {
  const refusals = refusalsOf(desk)
  world.server.write('a', 'm1', 'boris', 'text')
  world.server.refuse = ({ type }) =>
    type === 'change_chat_settings'
      ? { code: 'too_many_pinned_chats' }
      : type === 'mark_chat'
        ? { code: 'chat_not_found' }
        : null
  await until(() => desk.engine.replica.place('a').record.lastSeq === 1)
  await desk.engine.command({ t: 'readAll', chat: 'a' })
  await desk.engine.command({ t: 'keep', chat: 'b', change: { pinned: true } })
  await empty()
  await until(() => refusals().length > 0, 'a refusal')
  expect(refusals().map(({ code }) => code)).toEqual(['too_many_pinned_chats'])
  expect(desk.engine.keeping.pinned()).toEqual([])
})

test('of a database that is another one now no folder stays', async () => {
  await make('w')
  await empty()
  const onDesk = shownOn(desk)
  await desk.engine.replica.reset('another')
  expect(onDesk()).toBe('')
})
