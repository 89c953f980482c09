/** An open chat shows what is known, grows at its edges, and follows what changes. */
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Anchor, Edges, MessageRow, Op, TimelineRow } from '../../src/engine/rpc'
import { TimelineView } from '../../src/engine/views/timeline'
import { STEP } from '../../src/engine/views/window'
import { apply } from '../../src/models/rows'
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

class Page {
  rows: readonly TimelineRow[] = []
  edges: Edges | null = null
  ops: string[] = []
  /** Was it ever not at the end? */
  behind = false
  readonly view: TimelineView

  constructor(at: Anchor = { at: 'end' }, size = 10) {
    const emit = (ops: readonly Op<TimelineRow>[], edges?: Edges) => {
      this.ops.push(...ops.map(([kind]) => kind))
      this.rows = apply(this.rows, ops, (a, b) => a.pos - b.pos)
      this.edges = edges ?? this.edges
      this.behind ||= this.edges?.atEnd === false
    }
    this.view = new TimelineView(anna.engine, 'c', at, size, emit)
    anna.listeners.push((touched) => this.view.touch(touched))
  }

  get keys(): string[] {
    return this.rows.map((row) => row.key)
  }

  message(key: string): MessageRow {
    const row = this.rows.find((row) => row.key === key)
    if (row?.kind !== 'message') throw new Error(`no message ${key}`)
    return row
  }

  async opened(): Promise<this> {
    await until(() => this.edges !== null, 'opening')
    return this
  }
}

const write = (n: number, user = 'boris', from = 1) => {
  for (let i = from; i < from + n; i++) world.server.write('c', `m${i}`, user, `text ${i}`)
}
const keys = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`)

test('it opens at the first unread message, and says which that is', async () => {
  write(20)
  world.server.mark('c', 'anna', 12)
  await anna.connect()
  const page = await new Page({ at: 'unread' }, 6).opened()
  expect(page.edges).toMatchObject({ unread: 'm13', atStart: false, atEnd: false })
  expect(page.keys).toEqual(keys(8, 19))
})

test('with nothing unread it opens at the end', async () => {
  write(20, 'anna')
  await anna.connect()
  const page = await new Page({ at: 'unread' }).opened()
  expect(page.keys).toEqual(keys(11, 20))
  expect(page.edges).toEqual({ atStart: false, atEnd: true, loading: null, unread: null })
})

test('it grows at the start, from the device first and then from the server', async () => {
  write(120)
  await anna.connect()
  const page = await new Page().opened()
  page.view.more('start')
  await until(() => page.keys[0] === 'm101')
  const asked = () => world.server.calls.filter((call) => call.type === 'get_history').length
  expect(asked()).toBe(0)
  page.view.more('start')
  page.view.more('start')
  await until(() => page.keys[0] === `m${String(101 - STEP)}`)
  expect(asked()).toBe(1)
  expect(page.ops.slice(1)).not.toContain('set')
  while (page.edges?.atStart !== true) {
    await until(() => page.edges?.loading === null)
    await rest()
    page.view.more('start')
    await rest()
  }
  expect(page.keys).toEqual(keys(1, 120))
})

test('pages of deleted messages are passed over', async () => {
  write(120)
  for (let seq = 20; seq <= 110; seq++) world.server.erase('c', seq)
  await anna.connect()
  const page = await new Page().opened()
  page.view.more('start')
  await until(() => page.keys[0] !== 'm111')
  expect(page.rows.every((row) => row.kind === 'message' && !row.deleted)).toBe(true)
})

test('without a connection it shows what is known, and no more', async () => {
  write(50)
  await anna.connect()
  anna.network = false
  anna.link?.cut()
  const page = await new Page({ at: 'end' }, 20).opened()
  expect(page.keys).toEqual(keys(31, 50))
  page.view.more('start')
  await until(() => page.edges?.loading === null)
  expect(page.edges?.atStart).toBe(false)
})

test('new messages follow at the end, not while one reads further up', async () => {
  write(120)
  await anna.connect()
  const page = await new Page().opened()
  world.server.write('c', 'new', 'boris', 'new')
  await until(() => page.keys.at(-1) === 'new')
  page.view.trim('m111', 'm115')
  world.server.write('c', 'newer', 'boris', 'newer')
  await until(() => page.edges?.atEnd === false)
  await rest()
  expect(page.view.window.to).toBe(115)
})

test('whoever is at the end stays there while messages pour in', async () => {
  await anna.connect()
  const page = await new Page().opened()
  for (let n = 1; n <= 200; n++) {
    world.server.write('c', `m${n}`, 'boris', `text ${n}`, n > 1 ? n - 1 : null)
    if (n % 3 === 0) await new Promise(setImmediate)
  }
  await until(() => page.keys.at(-1) === 'm200')
  expect(page.behind).toBe(false)
})

test('own words are there at once, keep their row when they have their place, and get their ticks', async () => {
  await anna.connect()
  const page = await new Page().opened()
  void anna.send('c', 'mine')
  await until(() => page.keys.includes('mine'))
  const unsent = page.message('mine')
  expect(unsent.state).toBe('sending')
  expect(unsent.pos).toBeGreaterThan(1e15)
  await until(() => page.message('mine').state === 'sent')
  expect(page.message('mine').pos).toBe(1)
  expect(page.ops.filter((op) => op !== 'put' && op !== 'tail')).toEqual(['set'])
  world.server.mark('c', 'boris', 0, 1)
  await until(() => page.message('mine').state === 'delivered')
  world.server.mark('c', 'boris', 1)
  await until(() => page.message('mine').state === 'read')
})

test('without a connection own words wait, and say so', async () => {
  await anna.connect()
  anna.link?.cut()
  const page = await new Page().opened()
  await anna.send('c', 'mine')
  await until(() => page.keys.includes('mine'))
  expect(page.message('mine').state).toBe('queued')
})

test('a refused message shows why, and goes when it is given up', async () => {
  await anna.connect()
  world.server.refuse = (command) => (command.type === 'send_message' ? { code: 'text_too_long' } : null)
  const page = await new Page().opened()
  await anna.send('c', 'mine')
  await until(() => page.message('mine').state === 'failed')
  expect(page.message('mine').error).toBe('text_too_long')
  await anna.engine.command({ t: 'discard', chat: 'c', id: 'mine' })
  await until(() => !page.keys.includes('mine'))
})

test('edits and deletions show at once', async () => {
  write(3, 'anna')
  await anna.connect()
  anna.link?.cut()
  const page = await new Page().opened()
  await anna.engine.command({ t: 'edit', chat: 'c', id: 'm2', text: 'changed' })
  await anna.engine.command({ t: 'delete', chat: 'c', id: 'm3' })
  await until(() => !page.keys.includes('m3'))
  expect(page.message('m2')).toMatchObject({ text: 'changed', edited: true })
  world.clock.advance(1000)
  await anna.synced()
  await until(() => world.server.chat('c').messages[2]?.deleted === true)
  await rest()
  expect(page.keys).toEqual(['m1', 'm2'])
  expect(page.message('m2')).toMatchObject({ text: 'changed', edited: true })
})

test('a quote is found on the device, or asked for, and changes with its message', async () => {
  write(60)
  world.server.write('c', 'near', 'boris', 'near', 60)
  world.server.write('c', 'far', 'boris', 'far', 2)
  await anna.connect()
  const page = await new Page().opened()
  expect(page.message('near').reply).toMatchObject({ id: 'm60', text: 'text 60', name: 'Name of boris' })
  await until(() => page.message('far').reply?.text === 'text 2')
  world.server.edit('c', 2, 'changed')
  await until(() => page.message('far').reply?.text === 'changed')
})

test('messages of one person within five minutes are a group', async () => {
  write(2, 'anna')
  write(1, 'boris', 3)
  world.server.now += 6 * 60_000
  write(1, 'boris', 4)
  await anna.connect()
  const page = await new Page().opened()
  expect(page.keys.map((key) => page.message(key).group)).toEqual([1, 2, 3, 3])
})

test('at its edges the window knows whether a message belongs to those next to it', async () => {
  write(24, 'anna')
  write(16, 'boris', 25)
  await anna.connect()
  const page = await new Page().opened()
  const edges = () => [page.rows[0]?.key, page.rows.at(-1)?.key].map((key) => page.message(key ?? '').group)
  expect([page.keys, edges()]).toEqual([keys(31, 40), [0, 2]])
  page.view.more('start')
  await until(() => page.keys[0] === 'm21')
  // What is not on the device is not known.
  expect([edges(), page.message('m24').group, page.message('m25').group]).toEqual([[1, 2], 2, 1])
  page.view.trim('m23', 'm30')
  await until(() => page.view.rows.length === 8)
  page.rows = page.view.rows
  expect([page.keys, edges()]).toEqual([keys(23, 30), [0, 0]])
})

test('a jump to a message that is not here fetches what is around it', async () => {
  write(200)
  await anna.connect()
  const page = await new Page().opened()
  page.view.jump({ at: 'message', id: 'm50' })
  await until(() => page.keys.includes('m50'))
  expect(page.edges).toMatchObject({ atStart: false, atEnd: false })
  page.view.more('end')
  const end = page.keys.at(-1)
  await until(() => page.keys.at(-1) !== end)
  page.view.jump({ at: 'end' })
  await until(() => page.edges?.atEnd === true)
  expect(page.keys).toEqual(keys(191, 200))
})

test('a time leads to its first message, on the server and then on the device', async () => {
  for (let i = 1; i <= 200; i++) {
    world.server.now += 60_000
    write(1, 'boris', i)
  }
  await anna.connect()
  const page = await new Page().opened()
  const sent = world.server.chats.get('c')?.messages.find(({ seq }) => seq === 50)?.sent_at ?? NaN
  page.view.jump({ at: 'time', ms: sent - 1 })
  await until(() => page.keys.includes('m50'))
  expect(page.edges).toMatchObject({ atStart: false, atEnd: false })
  page.view.jump({ at: 'end' })
  await until(() => page.edges?.atEnd === true)
  anna.link?.cut()
  page.view.jump({ at: 'time', ms: sent })
  await until(() => page.keys.includes('m50'))
  page.view.jump({ at: 'time', ms: sent * 2 })
  await until(() => page.edges?.atEnd === true)
})

test('a link that is followed before there is a connection leads on when there is one', async () => {
  write(200)
  await anna.connect()
  anna.link?.cut()
  const page = await new Page({ at: 'message', id: 'm50' }).opened()
  expect(page.keys).toEqual(keys(191, 200))
  world.clock.advance(1000)
  await until(() => page.keys.includes('m50'))
  expect(page.edges).toMatchObject({ atStart: false, atEnd: false })
})

test('a link to a message that is not there leaves the reader where they are, and says so', async () => {
  write(200)
  await anna.connect()
  const page = await new Page().opened()
  page.view.jump({ at: 'message', id: 'nothing' })
  await until(() => page.edges?.missing === true)
  expect(page.keys).toEqual(keys(191, 200))
  expect(page.ops).toEqual(['set'])
  page.view.jump({ at: 'end' })
  await until(() => page.edges?.missing === undefined)
})

test('whatever happens while it is looked for, a link to a message that is not there leads to the newest', async () => {
  write(200)
  await anna.connect()
  const page = new Page({ at: 'message', id: 'nothing' })
  // The search waits for the server; what is touched meanwhile is shown.
  page.view.touch({ connection: true })
  await until(() => page.edges?.missing === true)
  await until(() => page.keys.length > 0, 'the newest messages')
  expect(page.keys).toEqual(keys(191, 200))
})

test('after a hole the window shows the present, at the end as before', async () => {
  write(10)
  await anna.connect()
  const page = await new Page().opened()
  anna.link?.cut()
  write(100, 'boris', 11)
  world.clock.advance(1000)
  await anna.synced()
  await until(() => page.keys.at(-1) === 'm110')
  expect(page.keys).toEqual(keys(101, 110))
  expect(page.edges?.atEnd).toBe(true)
})
