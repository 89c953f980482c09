/** Contacts: nobody is called otherwise without a name for oneself; with one everywhere; blocks close a direct chat. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Contact } from '../../src/api/schema'
import type { ChatRow, MemberRow, Op } from '../../src/engine/rpc'
import { ChatsView, chatRow } from '../../src/engine/views/chats'
import { MembersView } from '../../src/engine/views/members'
import { timelineRows } from '../../src/engine/views/rows'
import { until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  world.server.create('d', ['anna', 'boris'], 'direct')
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

let rev = 0
const make = (change: Partial<Contact>) =>
  anna.engine.replica.take([
    {
      ...{ type: 'contact', user_id: 'boris', rev: ++rev, username: 'boris', name: 'Boris' },
      ...{ saved: false, own_name: '', blocked: false, ...change },
    },
  ])

async function names() {
  const { engine } = anna
  const place = engine.replica.place('c')
  const shown = (await anna.messages('c')).map((message) => ({ message, jobs: [] }))
  const quoted = (seq: number) => shown.find(({ message }) => message.seq === seq)?.message ?? null
  const rows = timelineRows(shown, { ...engine.around(place), quoted })
  return {
    title: chatRow(engine, 'd')?.title,
    preview: chatRow(engine, 'c')?.preview?.name,
    said: rows.map((row) => (row.kind === 'message' ? row.name : '')),
    quote: rows.map((row) => (row.kind === 'message' ? row.reply?.name : undefined)).at(-1),
  }
}

test('a contact without a name for oneself, and one that is no contact any more, are called as everybody calls them', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  await until(() => anna.engine.replica.place('c').record.lastSeq === 1, 'the message')
  const before = await names()
  await make({ saved: true })
  expect(await names()).toEqual(before)
  await make({ saved: true, own_name: 'Borya' })
  await make({})
  expect(await names()).toEqual(before)
})

test('a name for oneself stands in list, messages, quotes and members at once, and after a start', async () => {
  world.server.write('c', 'm1', 'boris', 'hello')
  world.server.write('c', 'm2', 'boris', 'again', 1)
  await until(() => anna.engine.replica.place('c').record.lastSeq === 2, 'the messages')
  const members: Op<MemberRow>[] = []
  const list: Op<ChatRow>[] = []
  const views = [
    new MembersView(anna.engine, 'c', (ops) => members.push(...ops)),
    new ChatsView(anna.engine, (ops) => list.push(...ops)),
  ]
  anna.listeners.push((touched) => views.forEach((view) => view.touch(touched)))
  await make({ saved: true, own_name: 'Borya' })
  const all = { title: 'Borya', preview: 'Borya', said: ['Borya', 'Borya'], quote: 'Borya' }
  expect(await names()).toEqual(all)
  const [, rows] = members.at(-1) as ['set', MemberRow[]]
  expect(rows.map(({ name, real }) => [name, real])).toContainEqual(['Borya', 'Name of boris'])
  expect(list.at(-1)).toMatchObject(['put', { title: 'Borya' }])
  await anna.crash()
  expect(await names()).toEqual(all)
})

test('only the direct chat with somebody who is blocked is closed, and only while they are', async () => {
  expect(chatRow(anna.engine, 'd')).not.toHaveProperty('closed')
  await make({ blocked: true })
  expect(chatRow(anna.engine, 'd')?.closed).toBe('blocked')
  expect(chatRow(anna.engine, 'c')).not.toHaveProperty('closed')
  await make({})
  expect(chatRow(anna.engine, 'd')).not.toHaveProperty('closed')
})

test('what the other one does not accept closes the chat until it is tried again or given up', async () => {
  let refuses = true
  world.server.refuse = ({ type }) =>
    refuses && type === 'send_message' ? { code: 'writing_not_accepted' } : null
  await anna.send('d', 'm1')
  await until(() => chatRow(anna.engine, 'd')?.closed === 'refused', 'refused')
  await anna.engine.command({ t: 'retry', chat: 'd', id: 'm1' })
  await until(() => chatRow(anna.engine, 'd')?.closed === 'refused', 'refused again')
  refuses = false
  await anna.engine.command({ t: 'retry', chat: 'd', id: 'm1' })
  await until(() => world.server.committed.includes('m1'), 'accepted')
  await until(() => chatRow(anna.engine, 'd')?.closed === undefined, 'open again')
})
