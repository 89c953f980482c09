/** Comments: a chat of their own that follows its message, quiet for whoever only looks, and here without a network. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Office } from '../../src/engine/office'
import type { ChatRow, MessageRow, Op, TimelineRow } from '../../src/engine/rpc'
import { threading } from '../../src/engine/threading'
import { ChatsView, chatRow } from '../../src/engine/views/chats'
import { TimelineView } from '../../src/engine/views/timeline'
import { apply } from '../../src/models/rows'
import { rest, until } from './clock'
import { threadOf } from './threads'
import { World, type Device } from './world'

const THREAD = threadOf('c', 1)

let world: World
let anna: Device
let boris: Device

beforeEach(async () => {
  world = new World()
  world.server.create('c', ['anna', 'boris'])
  world.server.write('c', 'm1', 'anna', 'Where to?')
  world.server.write('c', 'm2', 'boris', 'Who brings the pot?')
  anna = await world.device('anna')
  boris = await world.device('boris')
  await anna.connect()
  await boris.connect()
})
afterEach(() => world.close())

const office = ({ engine }: Device) => ({ engine }) as unknown as Office
const open = (device: Device, seq = 1) => threading.openThread(office(device), { chat: 'c', seq })
const head = (device: Device): ChatRow | null => chatRow(device.engine, THREAD)

/** The messages of a chat as a page shows them. */
function watch(device: Device, chat: string): () => readonly MessageRow[] {
  let rows: readonly TimelineRow[] = []
  const view = new TimelineView(device.engine, chat, { at: 'end' }, 20, (ops) => (rows = apply(rows, ops)))
  device.listeners.push((touched) => view.touch(touched))
  return () => rows.filter((row) => row.kind === 'message')
}

const commentsOf = (rows: readonly MessageRow[]) => rows.find(({ key }) => key === 'm1')?.comments

test('opened by whoever wrote nothing, it shows its message and calls for no attention', async () => {
  const shown = watch(boris, 'c')
  expect(await open(boris)).toEqual({ thread: THREAD })
  await until(() => head(boris)?.thread?.following === false, 'the thread')
  expect(head(boris)).toMatchObject({
    ...{ kind: 'thread', title: 'c', pins: 0 },
    thread: {
      chat: 'c',
      seq: 1,
      following: false,
      root: { id: 'm1', name: 'Name of anna', text: 'Where to?' },
    },
  })
  expect(head(boris)?.closed).toBeUndefined()
  await anna.send(THREAD, 't1', 'To the lake')
  await until(() => commentsOf(shown())?.count === 1, 'the count')
  expect(commentsOf(shown())).toEqual({ count: 1 })
  expect(head(boris)?.preview).toMatchObject({ text: 'To the lake', name: 'Name of anna' })
})

test('who wrote the message follows: what is new is counted in the list and under the message until it is read', async () => {
  const shown = watch(anna, 'c')
  await open(boris)
  await boris.send(THREAD, 't1', 'To the lake')
  await until(() => commentsOf(shown())?.unread === 1, 'the mark')
  expect(head(anna)).toMatchObject({ unread: 1, thread: { following: true, root: { id: 'm1' } } })
  expect(head(boris)).toMatchObject({ unread: 0, thread: { following: true } })
  await anna.engine.command({ t: 'readAll', chat: THREAD })
  await until(() => commentsOf(shown())?.unread === undefined, 'the mark gone')
  expect(commentsOf(shown())).toEqual({ count: 1 })
  expect(head(anna)?.unread).toBe(0)
})

test('comments stay out of their chat, and tell nobody who has them', async () => {
  await open(boris)
  await boris.send(THREAD, 't1')
  await until(() => head(anna)?.unread === 1, 'the comment')
  expect((await anna.messages('c')).map(({ id }) => id)).toEqual(['m1', 'm2'])
  expect(chatRow(anna.engine, 'c')?.preview?.text).toBe('Who brings the pot?')
  await rest()
  world.clock.advance(5_000)
  await rest()
  const marks = world.server.calls.filter((call) => call.type === 'mark_chat' && call.chat_id === THREAD)
  expect(marks).toEqual([])
})

test('without a network what was opened is read, and what is written goes out later', async () => {
  await open(boris)
  await boris.send(THREAD, 't1', 'To the lake')
  await until(() => world.server.chat(THREAD).messages.length === 1, 'the comment')
  await until(() => head(boris)?.preview?.state === 'sent', 'its mark')
  boris.engine.connection.stop()
  await boris.crash()
  const shown = watch(boris, THREAD)
  await until(() => shown().length === 1, 'the comment after a crash')
  expect(head(boris)?.thread?.root).toMatchObject({ text: 'Where to?', name: 'Name of anna' })
  await boris.send(THREAD, 't2', 'Which one?')
  await until(() => shown().at(-1)?.state === 'queued', 'the waiting comment')
  await expect(open(boris, 2)).rejects.toThrow()
  await boris.connect()
  await until(() => world.server.chat(THREAD).messages.length === 2, 'the late comment')
  await until(() => head(anna)?.unread === 2, 'the late comment there')
})

test('a changed message is quoted as it is now, also on a device that has never had it', async () => {
  await open(boris)
  await boris.send(THREAD, 't1')
  await until(() => head(anna)?.thread?.root?.id === 'm1', 'the message')
  world.server.edit('c', 1, 'Where to, and when?')
  await until(() => head(anna)?.thread?.root?.text === 'Where to, and when?', 'the change')
  for (let n = 3; n <= 60; n++) world.server.write('c', `m${String(n)}`, 'boris', 'later')
  const late = await world.device('anna')
  await late.connect()
  await until(() => head(late) !== null, 'the thread')
  expect(head(late)?.thread?.root).toBeNull()
  await threading.threads(office(late), null)
  expect(head(late)?.thread?.root?.text).toBe('Where to, and when?')
})

test('only who may comment writes, and everybody learns it with the chat', async () => {
  const ops: Op<ChatRow>[] = []
  const view = new ChatsView(boris.engine, (more) => ops.push(...more))
  boris.listeners.push((touched) => view.touch(touched))
  await open(boris)
  await until(() => head(boris) !== null, 'the thread')
  world.server.allow('c', { who_comments: 'admin' })
  await until(() => head(boris)?.closed === 'reads', 'the right')
  expect(chatRow(boris.engine, 'c')?.may).not.toContain('comments')
  const told = () => ops.some(([op, row]) => op === 'put' && row.key === THREAD && row.closed === 'reads')
  await until(told, 'the right in the list')
  world.server.allow('c', { who_comments: 'member' })
  await until(() => head(boris)?.closed === undefined, 'the right again')
})

test('whoever is out of the chat sees none of its comments', async () => {
  await open(boris)
  await until(() => head(boris) !== null, 'the thread')
  world.server.leave('c', 'boris')
  await until(() => head(boris) === null, 'nothing')
  await expect(open(boris)).rejects.toThrow('chat_not_found')
})

test('following begins and ends by one’s own word', async () => {
  await open(boris)
  await threading.followThread(office(boris), { thread: THREAD, following: true })
  expect(head(boris)?.thread?.following).toBe(true)
  await threading.followThread(office(boris), { thread: THREAD, following: false })
  expect(head(boris)?.thread?.following).toBe(false)
})

test('a message that is gone has none', async () => {
  world.server.erase('c', 1)
  await expect(open(boris)).rejects.toThrow('message_deleted')
  await expect(open(boris, 99)).rejects.toThrow('message_not_found')
})
