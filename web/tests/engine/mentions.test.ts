/** Mentions: nobody is meant by what is one's own, hidden, taken back or read; the places are right beyond holes too. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import { chatRow } from '../../src/engine/views/chats'
import { rest, until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

let told = 0
const say = (text: string, who = 'boris') => world.server.write('c', `m${String(++told)}`, who, text).seq
const places = () => anna.engine.replica.place('c').record.mentions ?? []
const meant = async (...seqs: number[]) => {
  await until(() => places().join() === seqs.join(), `mentions at ${seqs.join()}`)
  expect(chatRow(anna.engine, 'c')?.mentions).toEqual(seqs.length > 0 ? seqs : undefined)
}

test('one is meant by name or with everybody, and not by oneself, others or nobody', async () => {
  for (const text of ['nobody', '@boris', '@annabel']) say(text)
  say('@anna, myself', 'anna')
  say('@all', 'anna')
  const [first, second] = [say('@anna'), say('@all')]
  await meant(first, second)
})

test('what is deleted, changed or hidden means nobody, and what is changed may mean one', async () => {
  const [a, b, c, d] = [say('@anna'), say('@anna'), say('@anna'), say('nobody')]
  await meant(a, b, c)
  world.server.erase('c', a)
  await meant(b, c)
  world.server.edit('c', b, 'nobody')
  await meant(c)
  world.server.edit('c', d, '@anna')
  await meant(c, d)
  world.server.hide('c', 'anna', [c])
  await meant(d)
})

test('reading takes them away, here and from another device, and without a network', async () => {
  const [a, b, c] = [say('@anna'), say('@anna'), say('@anna')]
  await meant(a, b, c)
  world.server.mark('c', 'anna', a)
  await meant(b, c)
  anna.engine.connection.stop()
  await anna.engine.command({ t: 'read', chat: 'c', id: `m${String(told - 1)}` })
  await meant(c)
  await anna.crash()
  expect(places()).toEqual([c])
  await anna.engine.command({ t: 'readAll', chat: 'c' })
  await meant()
})

test('a cleared history and a chat that was left mean nothing', async () => {
  const [a, b] = [say('@anna'), say('@anna')]
  await meant(a, b)
  world.server.clear('c', 'anna', a)
  await meant(b)
  world.server.leave('c', 'anna')
  await until(() => chatRow(anna.engine, 'c') === null)
  expect(places()).toEqual([])
})

test('beyond a hole the places are those that the server tells, less what was read here meanwhile', async () => {
  const [a, b] = [say('@anna'), say('@anna')]
  for (let n = 0; n < 80; n++) say('later')
  const last = say('@all')
  const late = await world.device('anna')
  await late.connect()
  anna = late
  expect(await late.engine.replica.message('c', b)).toBeNull()
  await meant(a, b, last)
  // A change of a message that is not here is heard of all the same.
  world.server.edit('c', a, 'nobody')
  await meant(b, last)
  world.server.mark('c', 'anna', b)
  await meant(last)
  await rest()
  expect(places()).toEqual([last])
})
