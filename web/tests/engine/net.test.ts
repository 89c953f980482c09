/** Connections come back after every break but a final one, and are known to be dead when they are. */
import { beforeEach, expect, test } from 'vitest'

import { SUBPROTOCOL, type ServerFrame } from '../../src/api/schema'
import { Connection, type Phase } from '../../src/engine/net/connection'
import { Refusal, Unanswered } from '../../src/engine/net/failure'
import type { RawSocket } from '../../src/engine/net/socket'
import { FakeClock, rest } from './clock'

class Wire implements RawSocket {
  onopen: RawSocket['onopen'] = null
  onmessage: RawSocket['onmessage'] = null
  onclose: RawSocket['onclose'] = null
  sent: { type: string; ref?: number }[] = []
  closed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.closed = true
  }
  open(): void {
    this.onopen?.(undefined as never)
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent<string>)
  }
  cut(code = 1006): void {
    this.onclose?.({ code } as CloseEvent)
  }
  count(type: string): number {
    return this.sent.filter((frame) => frame.type === type).length
  }
}

const WELCOME = {
  epoch: 'e',
  user_id: 'u',
  session_id: 's',
  now: 0,
  reset: false,
  heartbeat_s: 25,
  version: '',
}

let clock: FakeClock
let wires: Wire[]
let phases: Phase[]
let ended: number
let network: boolean
let probe: () => Promise<unknown>
let connection: Connection

beforeEach(() => {
  clock = new FakeClock()
  wires = []
  phases = []
  ended = 0
  network = true
  probe = () => Promise.reject(new Unanswered('nobody'))
  const dial = (subprotocol: string) => {
    expect(subprotocol).toBe(SUBPROTOCOL)
    const wire = new Wire()
    wires.push(wire)
    return wire
  }
  connection = new Connection(
    { clock, dial, network: () => network, probe: () => probe() },
    {
      hello: () => ({ type: 'hello', epoch: 'e', revs: { 'chat:c': 3 } }),
      welcome: () => {},
      rows: () => {},
      signal: () => {},
      synced: () => {},
      changed: () => phases.push(connection.status.phase),
      ended: () => ended++,
    },
  )
})

const wire = () => wires.at(-1) as Wire

function connect(): void {
  connection.start()
  greet()
}
function greet(): void {
  wire().open()
  wire().say({ type: 'welcome', ...WELCOME })
  wire().say({ type: 'synced' })
}

test('it says what is known, and is online once everything missed has come', () => {
  connect()
  expect(wire().sent[0]).toEqual({ type: 'hello', epoch: 'e', revs: { 'chat:c': 3 } })
  expect(phases).toEqual(['connecting', 'syncing', 'online'])
})

const CHATS = { type: 'list_chats' } as const

test('what is asked while it connects is sent after the welcome', async () => {
  connection.start()
  const answer = connection.ask(CHATS)
  wire().open()
  expect(wire().count('call')).toBe(0)
  wire().say({ type: 'welcome', ...WELCOME })
  await rest()
  const { ref } = wire().sent.at(-1) as { ref: number }
  wire().say({ type: 'answer', ref, result: { chats: [] } })
  expect(await answer).toEqual({ chats: [] })
})

test('what is asked while it connects is refused when it cannot, and what is asked afterwards at once', async () => {
  connection.start()
  const waiting = connection.ask(CHATS)
  wire().cut()
  await expect(waiting).rejects.toThrow(Unanswered)
  await expect(connection.ask(CHATS)).rejects.toThrow(Unanswered)
})

test('what is asked of a connection that stops, or has not begun, is refused', async () => {
  await expect(connection.ask(CHATS)).rejects.toThrow(Unanswered)
  connection.start()
  const waiting = connection.ask(CHATS)
  connection.stop()
  await expect(waiting).rejects.toThrow(Unanswered)
})

test('after a break it comes back, later each time, at most 30 seconds apart', () => {
  connect()
  clock.chance = 1
  wire().cut()
  const delays: number[] = []
  for (let i = 0; i < 10; i++) {
    const before = clock.now()
    const dialled = wires.length
    while (wires.length === dialled) clock.advance(10)
    delays.push(Math.round((clock.now() - before) / 100) * 100)
    wire().cut()
  }
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000])
})

test('a connection that was good begins the waiting anew', () => {
  connect()
  clock.chance = 1
  for (let i = 0; i < 6; i++) {
    wire().cut()
    clock.advance(30_000)
  }
  greet()
  wire().cut()
  expect(connection.status.retryAt).toBe(clock.now() + 500)
})

test.each([1012, 4001, 4002, 4008, 4009, 1008, 1009])('after %i it comes back by itself', (code) => {
  connect()
  wire().cut(code)
  clock.advance(1000)
  expect(wires).toHaveLength(2)
})

test.each([1003, 4400])('after %i it does not: the client is not understood', (code) => {
  connect()
  wire().cut(code)
  clock.advance(600_000)
  expect(wires).toHaveLength(1)
  expect(connection.status.phase).toBe('outdated')
})

test('a session that is over is told once, and not come back with', () => {
  connect()
  wire().cut(4401)
  clock.advance(600_000)
  expect([ended, wires.length, connection.online]).toEqual([1, 1, false])
})

test('a handshake that fails because the session is over says so', async () => {
  probe = () => Promise.reject(new Refusal({ code: 'session_ended', message: '' }))
  connection.start()
  wire().cut()
  await rest(3)
  expect(ended).toBe(1)
  clock.advance(600_000)
  expect(wires).toHaveLength(1)
})

test('without a network it is offline, with one the server is unreachable', () => {
  connection.start()
  network = false
  wire().cut()
  expect(connection.status.phase).toBe('offline')
  network = true
  clock.advance(30_000)
  wire().cut()
  expect(connection.status.phase).toBe('unreachable')
  expect(connection.status.retryAt).toBeGreaterThan(clock.now() - 1)
})

test('a sign of the network, or of the reader, makes it try at once', () => {
  connect()
  clock.chance = 1
  wire().cut()
  connection.nudge()
  expect(wires).toHaveLength(2)
})

test('a sign that the network has gone makes it ask whether the connection still lives', () => {
  connect()
  network = false
  clock.advance(1)
  connection.nudge()
  expect(wire().count('ping')).toBe(1)
  clock.advance(5000)
  expect(wires[0]?.closed).toBe(true)
  expect(connection.status.phase).toBe('offline')
})

test('it beats when it has been silent, and breaks off when two beats have no answer', () => {
  connect()
  clock.advance(26_000)
  expect(wire().count('ping')).toBe(1)
  wire().say({ type: 'pong' })
  clock.advance(25_000)
  expect(wire().count('ping')).toBe(2)
  clock.advance(40_000)
  expect(wires[0]?.closed).toBe(true)
  expect(wires.length).toBeGreaterThan(1)
})

test('after sleep it asks whether the connection still lives', () => {
  connect()
  clock.time += 3_600_000
  clock.advance(5000)
  expect(wire().count('ping')).toBe(1)
  clock.advance(5000)
  expect(wires[0]?.closed).toBe(true)
})

test('a connection that does not open is given up', () => {
  connection.start()
  clock.advance(21_000)
  expect(wires[0]?.closed).toBe(true)
})

test('an answer finds its call, a refusal rejects it', async () => {
  connect()
  const first = connection.call({ type: 'list_chats' })
  const second = connection.call({ type: 'list_sessions' })
  const refs = wire()
    .sent.filter((frame) => frame.type === 'call')
    .map((frame) => frame.ref as number)
  wire().say({
    type: 'refused',
    ref: refs[0] as number,
    error: { code: 'overloaded', message: '', retry: true },
  })
  wire().say({ type: 'answer', ref: refs[1] as number, result: { sessions: [] } })
  await expect(first).rejects.toMatchObject({ code: 'overloaded', retry: true })
  expect(await second).toEqual({ sessions: [] })
})

test('a call without an answer fails with the connection, or in the end by itself', async () => {
  await expect(connection.call({ type: 'list_chats' })).rejects.toBeInstanceOf(Unanswered)
  connect()
  const lost = connection.call({ type: 'list_chats' })
  const late = connection.call({ type: 'list_chats' })
  late.catch(() => {})
  clock.advance(30_000)
  await expect(late).rejects.toBeInstanceOf(Unanswered)
  wire().cut()
  await expect(lost).rejects.toBeInstanceOf(Unanswered)
})

test('a stopped connection stays stopped and leaves no timer', () => {
  connect()
  connection.stop()
  connection.nudge()
  clock.advance(600_000)
  expect([wires.length, clock.waiting]).toEqual([1, 0])
})
