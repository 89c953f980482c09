/** Views send what changed and nothing else; what they say of people and time is right. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { ChatRow, Edges, MemberRow, Op } from '../../src/engine/rpc'
import { PresenceBoard } from '../../src/engine/sync/presence'
import { ChatsView } from '../../src/engine/views/chats'
import { diff } from '../../src/engine/views/diff'
import { MembersView } from '../../src/engine/views/members'
import { serviceEvent } from '../../src/engine/views/rows'
import { apply } from '../../src/models/rows'
import { FakeClock, until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device
let patches: number

beforeEach(async () => {
  patches = 0
  world = new World()
  world.server.create('c', ['anna', 'boris'], 'direct')
  world.server.create('g', ['anna', 'boris', 'vera'])
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

function chats(): { row(key: string): ChatRow | undefined } {
  let rows: readonly ChatRow[] = []
  const view = new ChatsView(anna.engine, (ops) => {
    patches++
    rows = apply(rows, ops)
  })
  anna.listeners.push((touched) => view.touch(touched))
  return { row: (key) => rows.find((row) => row.key === key) }
}

test('the operations turn the old rows into the new ones', () => {
  const key = fc.integer({ min: 0, max: 30 })
  const rows = fc
    .uniqueArray(fc.record({ pos: key, text: fc.constantFrom('a', 'b') }), {
      selector: (row) => row.pos,
      maxLength: 20,
    })
    .map((list) => list.sort((a, b) => a.pos - b.pos).map((row) => ({ ...row, key: String(row.pos) })))
  fc.assert(
    fc.property(rows, rows, (old, now) => {
      const ops: Op<(typeof now)[number]>[] = diff(old, now)
      expect(apply(old, ops, (a, b) => a.pos - b.pos)).toEqual(now)
      if (JSON.stringify(old) === JSON.stringify(now)) expect(ops).toEqual([])
    }),
  )
})

test('a direct chat is called after the other, a group by its name', () => {
  const list = chats()
  expect(list.row('c')).toMatchObject({ title: 'Name of boris', peer: 'boris', members: 2 })
  expect(list.row('g')).toMatchObject({ title: 'g', peer: null, members: 3 })
})

test('the last message stands in the list; when it is deleted, the one before', async () => {
  const list = chats()
  world.server.write('g', 'm1', 'boris', 'first')
  world.server.write('g', 'm2', 'boris', 'second')
  await until(() => list.row('g')?.preview?.text === 'second')
  expect(list.row('g')?.preview).toMatchObject({ name: 'Name of boris', own: false, state: null })
  world.server.erase('g', 2)
  await until(() => list.row('g')?.preview?.text === 'first')
})

test('what is written and not sent, and the draft, stand in the list', async () => {
  const list = chats()
  anna.link?.cut()
  await anna.send('c', 'm1', 'waiting')
  expect(list.row('c')?.preview).toMatchObject({ text: 'waiting', own: true, state: 'queued' })
  await anna.engine.command({ t: 'draft', chat: 'c', draft: { text: 'half', reply: null } })
  expect(list.row('c')?.draft?.text).toBe('half')
  await anna.engine.command({ t: 'draft', chat: 'c', draft: null })
  expect(list.row('c')?.draft).toBeNull()
})

test('a chat that looks the same is not sent again', async () => {
  const list = chats()
  world.server.write('g', 'm1', 'boris', 'one')
  world.server.write('g', 'm2', 'boris', 'two')
  await until(() => list.row('g')?.unread === 2)
  const before = patches
  world.server.edit('g', 1, 'changed, but not the last')
  await until(() => anna.engine.replica.rev('chat:g') === world.server.chat('g').rev)
  expect(patches).toBe(before)
})

test('a chat that one leaves goes from the list', async () => {
  const list = chats()
  world.server.leave('g', 'anna')
  await until(() => list.row('g') === undefined)
})

test('typing and presence show, and end by themselves or with the connection', async () => {
  const list = chats()
  anna.engine.presence.signal({ type: 'presence', user_id: 'boris', online: true })
  anna.engine.presence.signal({ type: 'typing', chat_id: 'c', user_id: 'boris' })
  expect(list.row('c')).toMatchObject({ online: true, typing: ['Name of boris'] })
  expect(list.row('g')).toMatchObject({ onlineMembers: 2 })
  world.clock.advance(6000)
  expect(list.row('c')?.typing).toEqual([])
  anna.engine.presence.signal({ type: 'typing', chat_id: 'c', user_id: 'boris' })
  world.server.write('c', 'm1', 'boris', 'said')
  await until(() => list.row('c')?.typing.length === 0)
  anna.link?.cut()
  expect(list.row('c')?.online).toBe(false)
})

test('typing that is repeated holds on', () => {
  const clock = new FakeClock()
  const board = new PresenceBoard(clock, () => {})
  for (let i = 0; i < 3; i++) {
    board.signal({ type: 'typing', chat_id: 'c', user_id: 'boris' })
    clock.advance(4000)
  }
  expect(board.writers('c')).toEqual(['boris'])
  clock.advance(2000)
  expect(board.writers('c')).toEqual([])
})

test('one’s own typing is told at most every three seconds, and not after sending', async () => {
  const told = () => world.server.calls.filter((call) => call.type === 'signal_typing').length
  for (let i = 0; i < 5; i++) anna.engine.signal({ t: 'typing', chat: 'c' })
  await until(() => told() === 1)
  world.clock.advance(3000)
  anna.engine.signal({ t: 'typing', chat: 'c' })
  await until(() => told() === 2)
})

test('members stand in the order of their names, without those who left', async () => {
  let rows: readonly MemberRow[] = []
  const view = new MembersView(anna.engine, 'g', (ops) => (rows = apply(rows, ops)))
  anna.listeners.push((touched) => view.touch(touched))
  expect(rows.map((row) => [row.name, row.me])).toEqual([
    ['Name of anna', true],
    ['Name of boris', false],
    ['Name of vera', false],
  ])
  world.server.leave('g', 'vera')
  await until(() => rows.length === 2)
})

/** The members of a large group as a page sees them. */
function roll(device: Device, query?: string) {
  const seen = { rows: [] as readonly MemberRow[], edges: null as Edges | null, told: 0 }
  const view = new MembersView(
    device.engine,
    'big',
    (ops, edges) => {
      seen.told++
      seen.rows = apply(seen.rows, ops)
      seen.edges = edges ?? null
    },
    query,
  )
  device.listeners.push((touched) => view.touch(touched))
  return { seen, view }
}

/** Somebody who comes to a large group that is there already. */
async function newcomer(): Promise<Device> {
  world.server.create('big', ['adam', ...crowd])
  const adam = await world.device('adam')
  await adam.connect()
  return adam
}

const crowd = Array.from({ length: 249 }, (_, n) => `member ${String(n).padStart(3, '0')}`)

test('a large group comes page by page, in the order of the server', async () => {
  const adam = await newcomer()
  const { seen, view } = roll(adam)
  expect([seen.rows, seen.edges]).toMatchObject([[], { loading: 'end', atEnd: false }])
  await until(() => seen.rows.length === 100, 'the first page')
  expect(seen.rows.map(({ key }) => key)).toEqual(['adam', ...crowd.slice(0, 99)])
  expect(seen.edges).toMatchObject({ loading: null, atEnd: false })
  view.more()
  view.more()
  await until(() => seen.rows.length === 200, 'the second page')
  view.more()
  await until(() => seen.edges?.atEnd === true, 'the last page')
  expect(seen.rows.map(({ key }) => key)).toEqual(['adam', ...crowd])
  const { told } = seen
  view.more()
  expect(seen.told).toBe(told)
  expect(world.server.calls.filter(({ type }) => type === 'list_members')).toHaveLength(3)
})

test('who is looked for is asked of the server, page by page, and then in the other layout', async () => {
  const adam = await newcomer()
  const { seen, view } = roll(adam, 'member 1')
  expect([seen.rows, seen.edges]).toMatchObject([[], { loading: 'end', atEnd: false }])
  await until(() => seen.edges?.atEnd === true, 'those who are found')
  expect(seen.rows.map(({ key }) => key)).toEqual(crowd.filter((name) => name.startsWith('member 1')))
  world.server.leave('big', 'member 101')
  world.server.join('big', 'member 999')
  await until(() => !seen.rows.some(({ key }) => key === 'member 101'), 'who has left')
  expect(seen.rows).toHaveLength(99)
  view.close()
  // Typed on the other keyboard.
  const other = roll(adam, 'ьуьиук 00')
  await until(() => other.seen.edges?.atEnd === true, 'the second try')
  expect(other.seen.rows).toHaveLength(10)
  const asked = world.server.calls.flatMap((call) => (call.type === 'list_members' ? [call.query] : []))
  expect(asked).toEqual(['member 1', 'ьуьиук 00', 'member 00'])
  const nobody = roll(adam, 'nobody')
  await until(() => nobody.seen.edges?.atEnd === true, 'the end')
  expect(nobody.seen.rows).toEqual([])
})

test('who leaves a large group goes from the list, who comes is in it, and who left long ago is not', async () => {
  const adam = await newcomer()
  const first = roll(adam)
  await until(() => first.seen.rows.length === 100, 'the first page')
  world.server.leave('big', 'member 007')
  world.server.join('big', 'member 999')
  const keys = () => first.seen.rows.map(({ key }) => key)
  await until(() => keys().includes('member 999') && !keys().includes('member 007'), 'both')
  expect(keys()).toHaveLength(100)

  // Missed while away: the row of who left is still on this device.
  first.view.close()
  adam.network = false
  adam.link?.cut()
  world.server.leave('big', 'member 001')
  adam.network = true
  await adam.reconnect()
  const second = roll(adam)
  await until(() => second.seen.rows.length >= 100, 'the first page')
  expect(second.seen.rows.map(({ key }) => key)).not.toContain('member 001')
})

test('a page that does not come can be asked for again', async () => {
  const adam = await newcomer()
  adam.network = false
  adam.link?.cut()
  const { seen, view } = roll(adam)
  await until(() => seen.edges?.loading === null, 'the refusal')
  expect([seen.rows, seen.edges?.atEnd]).toEqual([[], false])
  adam.network = true
  await adam.reconnect()
  view.more()
  await until(() => seen.rows.length === 100, 'the first page')
})

test('service messages are told with names', () => {
  const name = (user: string) => user.toUpperCase()
  const told = (said: Parameters<typeof serviceEvent>[0]) => serviceEvent(said, 'anna', { name })
  expect(told({ type: 'group_created', name: 'G' })).toEqual({ t: 'created', by: 'ANNA', title: 'G' })
  expect(told({ type: 'chat_renamed', name: 'G' })).toEqual({ t: 'renamed', by: 'ANNA', title: 'G' })
  expect(told({ type: 'member_added', user_id: 'x' })).toEqual({ t: 'added', by: 'ANNA', names: ['X'] })
  expect(told({ type: 'member_removed', user_id: 'x' })).toEqual({ t: 'removed', by: 'ANNA', names: ['X'] })
  expect(told({ type: 'member_joined' })).toEqual({ t: 'joined', names: ['ANNA'] })
  expect(told({ type: 'lifetime_changed', lifetime_s: 60 })).toEqual({ t: 'lifetime', by: 'ANNA' })
  expect(told({ type: 'member_left' })).toEqual({ t: 'left', names: ['ANNA'] })
})
