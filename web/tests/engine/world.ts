/** A server, a clock and as many engines as a test needs, each on its own database. */
import 'fake-indexeddb/auto'

import { IDBFactory } from 'fake-indexeddb'

import type { Message } from '../../src/api/schema'
import type { RawSocket } from '../../src/engine/net/socket'
import { Engine } from '../../src/engine/engine'
import type { Hooks } from '../../src/engine/hooks'
// What the engine loads when it is needed is there at once.
import '../../src/engine/outbox/forwarding'
import '../../src/engine/outbox/perform'
import '../../src/engine/sync/expiry'
import type { Touched } from '../../src/engine/views/view'
import { FakeClock, rest, until } from './clock'
import { FakeServer, type Link } from './server'

export class World {
  readonly clock = new FakeClock()
  readonly server = new FakeServer()
  readonly engines: Device[] = []

  constructor() {
    globalThis.indexedDB = new IDBFactory()
  }

  /** Opens an engine for a user on a database of its own; it is not connected yet. */
  async device(user: string): Promise<Device> {
    const device = new Device(this, user)
    await device.boot()
    this.engines.push(device)
    return device
  }

  close(): void {
    for (const device of this.engines) device.engine.close()
  }
}

export class Device {
  engine!: Engine
  link: Link | null = null
  network = true
  ended = false
  broken = 0
  listeners: ((touched: Touched) => void)[] = []
  readonly disk = new IDBFactory()

  constructor(
    readonly world: World,
    readonly user: string,
    readonly dial: (() => RawSocket) | null = null,
  ) {}

  /** Opens the engine on what is on disk. */
  async boot(): Promise<void> {
    globalThis.indexedDB = this.disk
    const hooks: Hooks = {
      touched: (touched) => this.listeners.forEach((listener) => listener(touched)),
      ended: () => (this.ended = true),
      broken: () => this.broken++,
    }
    const around = {
      clock: this.world.clock,
      dial: this.dial ?? (() => (this.link = this.world.server.dial(this.user))),
      network: () => this.network,
      probe: () => Promise.resolve(),
    }
    this.engine = await Engine.open(this.user, around, hooks)
  }

  /** The process dies: nothing is finished, and the next engine has only what is on disk. */
  async crash(): Promise<void> {
    this.engine.close()
    await rest()
    await this.boot()
  }

  async connect(): Promise<void> {
    this.engine.connection.start()
    await this.synced()
  }

  async synced(): Promise<void> {
    await until(() => this.engine.connection.online, 'synced')
    await this.engine.inbox.settled()
  }

  /** Breaks the connection and waits until it is back. */
  async reconnect(): Promise<void> {
    this.link?.cut()
    this.world.clock.advance(31_000)
    await this.synced()
  }

  send(chat: string, id: string, text = id): Promise<void> {
    return this.engine.command({ t: 'send', chat, id, text, reply: null })
  }

  messages(chat: string): Promise<Message[]> {
    return this.engine.replica.messages(chat, 0, Infinity)
  }
}

/** The ranges of a chat and the messages on disk are two sayings of one thing. */
export async function rangesHold(device: Device, chat: string): Promise<boolean> {
  const ranges = device.engine.replica.place(chat).record.ranges
  const there = new Set((await device.messages(chat)).map((message) => message.seq))
  const said = new Set<number>()
  for (const [from, to] of ranges) for (let seq = from; seq <= to; seq++) said.add(seq)
  return there.size === said.size && [...there].every((seq) => said.has(seq))
}
