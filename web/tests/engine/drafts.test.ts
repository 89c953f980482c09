/** Drafts: kept at once, told to the server after a pause, and followed from one device of a person to the next. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { AnyCommand } from '../../src/api/schema'
import type { Draft } from '../../src/engine/rpc'
import { rest, until } from './clock'
import { World, type Device } from './world'

let world: World
let phone: Device
let desk: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  phone = await world.device('anna')
  desk = await world.device('anna')
})
afterEach(() => world.close())

const write = (device: Device, text: string, rest: Partial<Draft> & { now?: true } = {}) => {
  const { now, reply = null } = rest
  const draft = text === '' && !reply ? null : { text, reply }
  return device.engine.command({ t: 'draft', chat: 'c', draft, ...(now && { now }) })
}
const shown = (device: Device) => device.engine.drafts.get('c')?.text ?? ''
const saved = () => world.server.drafts.get('anna')?.get('c')
const saves = () => world.server.calls.flatMap((call) => (call.type === 'save_draft' ? call.text : []))

async function both(): Promise<void> {
  await phone.connect()
  await desk.connect()
}

test('nobody else is told, and a chat that was left keeps none', async () => {
  const boris = await world.device('boris')
  await both()
  await boris.connect()
  await write(phone, 'half', { now: true })
  await until(() => shown(desk) === 'half')
  expect(shown(boris)).toBe('')
  world.server.leave('c', 'anna')
  await until(() => shown(phone) === '' && shown(desk) === '')
  expect(await phone.engine.db.getAll('drafts')).toEqual([])
})

test('the server hears of it after two seconds without a keystroke, of the last words alone', async () => {
  await both()
  for (const text of ['h', 'ha', 'half']) {
    await write(phone, text)
    world.clock.advance(1999)
  }
  await rest()
  expect(saves()).toEqual([])
  world.clock.advance(1)
  await until(() => shown(desk) === 'half')
  expect(saves()).toEqual(['half'])
  expect(desk.engine.drafts.foreign('c')).toBeGreaterThan(0)
  expect(phone.engine.drafts.foreign('c')).toBe(0)
})

test('whoever leaves the chat, or looks away, does not wait', async () => {
  await both()
  await write(phone, 'half', { now: true })
  await until(() => saved()?.text === 'half')
  await write(phone, 'half more')
  phone.engine.signal({ t: 'visible', visible: false })
  await until(() => saved()?.text === 'half more')
  await write(phone, 'half more', { now: true })
  await rest()
  expect(saves()).toEqual(['half', 'half more'])
})

test('what is sent before the pause never goes to the server as a draft', async () => {
  await both()
  await write(phone, 'half')
  await phone.send('c', 'm1', 'half')
  await write(phone, '', { now: true })
  world.clock.advance(10_000)
  await until(() => world.server.committed.includes('m1'))
  await rest()
  expect(saves()).toEqual([])
})

test('what was sent is no draft any more, though its page ended before it said so', async () => {
  await both()
  await write(phone, ' half ', { now: true })
  await until(() => shown(desk) === ' half ')
  await phone.send('c', 'm1', 'another one')
  expect(shown(phone)).toBe(' half ')
  await phone.send('c', 'm2', 'half')
  await until(() => shown(desk) === '' && shown(phone) === '' && saved()?.text === '')
})

test('sending takes it away everywhere, and leaves no word of it', async () => {
  await both()
  await write(phone, 'secret plan', { now: true })
  await until(() => shown(desk) === 'secret plan')
  const before = desk.engine.drafts.foreign('c')
  await write(phone, '', { now: true })
  await until(() => shown(desk) === '' && saved()?.text === '')
  expect(desk.engine.drafts.foreign('c')).toBeGreaterThan(before)
  await rest()
  for (const device of [phone, desk]) {
    const kept = [await device.engine.db.getAll('drafts'), await device.engine.db.getAll('chats')]
    expect(JSON.stringify(kept)).not.toContain('secret plan')
  }
})

test('without a network it waits, across a restart too, and the last one holds', async () => {
  await both()
  phone.network = false
  phone.link?.cut()
  await write(phone, 'from the road')
  await phone.crash()
  expect(shown(phone)).toBe('from the road')
  await write(desk, 'from the desk', { now: true })
  await until(() => saved()?.text === 'from the desk')
  phone.network = true
  await phone.connect()
  await until(() => shown(desk) === 'from the road')
  expect(shown(phone)).toBe('from the road')
})

test('a draft that was taken away while a device was off is gone when it comes back', async () => {
  await both()
  await write(phone, 'half', { now: true })
  await until(() => shown(desk) === 'half')
  desk.link?.cut()
  await write(phone, '', { now: true })
  await until(() => saved()?.text === '')
  world.clock.advance(31_000)
  await desk.synced()
  await until(() => shown(desk) === '')
})

test('a lost answer and a busy server are tried again; a refusal is not, and keeps the words', async () => {
  await both()
  const save = (command: AnyCommand) => command.type === 'save_draft'
  let swallowed = 0
  world.server.swallow = (command) => save(command) && ++swallowed === 1
  await write(phone, 'one', { now: true })
  await until(() => saved()?.text === 'one')
  world.clock.advance(31_000)
  await phone.synced()
  await until(() => swallowed === 2)

  let busy = 0
  world.server.refuse = (command) =>
    save(command) && ++busy === 1 ? { code: 'too_many_requests', retry: true, retry_after_ms: 500 } : null
  await write(phone, 'two', { now: true })
  await until(() => busy === 1)
  await rest()
  world.clock.advance(500)
  await until(() => saved()?.text === 'two')

  world.server.refuse = (command) => (save(command) ? { code: 'text_too_long' } : null)
  const asked = saves().length
  await write(phone, 'three', { now: true })
  await until(() => saves().length === asked + 1)
  await rest()
  phone.engine.drafts.flush()
  world.clock.advance(60_000)
  await rest()
  expect(saves().length).toBe(asked + 1)
  expect(shown(phone)).toBe('three')
})

test('what is written while an earlier draft is under way follows it, and no echo takes its place', async () => {
  await both()
  await write(phone, 'one', { now: true })
  await write(phone, 'one two')
  await until(() => saved()?.text === 'one')
  await rest()
  expect(shown(phone)).toBe('one two')
  world.clock.advance(2000)
  await until(() => shown(desk) === 'one two')
  expect(phone.engine.drafts.foreign('c')).toBe(0)
})

test('the answered message goes along, also where it has to be fetched', async () => {
  for (let n = 1; n <= 60; n++) world.server.write('c', `m${n}`, 'boris', `text ${n}`)
  await both()
  await phone.engine.history.fetch('c', { around: 3 })
  const reply = { id: 'm3', from: 'boris', name: 'Name of boris', text: 'text 3', deleted: false }
  await write(phone, 'yes', { reply, now: true })
  await until(() => shown(desk) === 'yes')
  expect(saved()?.reply_to).toBe(3)
  expect(desk.engine.drafts.get('c')?.reply).toEqual(reply)
})
