/** A browser with several tabs on one database, which can be killed one by one. */
import 'fake-indexeddb/auto'

import { IDBFactory } from 'fake-indexeddb'

import { CloseCode, type Account } from '../../src/api/schema'
import { Tab, type Channel, type Locks } from '../../src/engine/leader'
import { Refusal, Unanswered } from '../../src/engine/net/failure'
import type { Http } from '../../src/engine/net/http'
import { Office } from '../../src/engine/office'
import { connectEngine, type Port } from '../../src/engine/page'
import type { Engine, FromEngine, Rows, View } from '../../src/engine/rpc'
import { Device } from '../../src/engine/store/device'
import { apply } from '../../src/models/rows'
import { FakeClock, rest } from './clock'
import { FakeServer, type Link } from './server'

export class FakeBrowser {
  readonly clock = new FakeClock()
  readonly server = new FakeServer()
  readonly tabs = new Set<FakeTab>()
  readonly locks = new Map<string, { tab: FakeTab; held: () => Promise<void> }[]>()
  /** Who the server says is signed in; null for nobody. */
  user: string | null = 'anna'
  reachable = true
  /** The server answers that it cannot work yet. */
  busy = false
  /** How often somebody was to be signed out, and whether that is never answered. */
  asked = 0
  stuck = false
  /** The links into groups that were looked up. */
  readonly lookedUp: string[] = []

  constructor() {
    globalThis.indexedDB = new IDBFactory()
  }

  open(): FakeTab {
    const tab = new FakeTab(this, `tab${this.tabs.size}`)
    this.tabs.add(tab)
    tab.start()
    return tab
  }

  /** The first in each queue holds the lock. */
  request(tab: FakeTab, name: string, held: () => Promise<void>): void {
    const queue = this.locks.get(name) ?? []
    this.locks.set(name, queue)
    if (queue.push({ tab, held }) === 1) this.#hold(name)
  }

  release(tab: FakeTab): void {
    for (const [name, queue] of this.locks) {
      const holder = queue[0]?.tab
      const rest = queue.filter((waiting) => waiting.tab !== tab)
      this.locks.set(name, rest)
      if (holder === tab) this.#hold(name)
    }
  }

  #hold(name: string): void {
    const next = this.locks.get(name)?.[0]
    if (!next) return
    setImmediate(() => {
      void next.held().then(() => {
        const queue = this.locks.get(name) ?? []
        this.locks.set(name, queue.slice(1))
        this.#hold(name)
      })
    })
  }

  /** As a server does it: the connections learn of the end of the session before the answer is there. */
  #end = async (): Promise<void> => {
    this.asked++
    if (this.stuck) await new Promise(() => {})
    await rest()
    this.user = null
    for (const link of [...this.server.links]) link.cut(CloseCode.SESSION_ENDED)
    await rest()
  }

  http(): Http {
    const account = (): Account => ({
      ...ACCOUNT,
      user_id: this.user ?? '',
      username: this.user ?? '',
      name: this.user ?? '',
    })
    const ask = async <T>(say: () => T): Promise<T> => {
      if (!this.reachable) throw new Unanswered('no network')
      if (this.busy) throw new Refusal({ code: 'overloaded', message: '', retry: true })
      if (this.user === null) throw new Refusal({ code: 'not_signed_in', message: '' })
      return say()
    }
    const enter = async ({ login, username }: { login?: string; username?: string }) => {
      this.user = login ?? username ?? null
      return { account: account(), session_id: 's', expires_at: 0, token: null }
    }
    return {
      account: () => ask(account),
      server: async () => ({
        name: 'Molva',
        version: '',
        registration: 'open',
        set_up: true,
        max_text: 4000,
        ban_appeal: '',
        directory: true,
        link_previews: false,
        edit_hours: 48,
        edit_history: false,
      }),
      register: enter,
      signIn: enter,
      signOut: this.#end,
      deleteAccount: this.#end,
      invitation: async () => {
        throw new Refusal({ code: 'invite_not_found', message: '' })
      },
      chatInvitation: async (code) => {
        this.lookedUp.push(code)
        throw new Refusal({ code: 'invite_not_found', message: '' })
      },
      publicChat: async () => {
        throw new Refusal({ code: 'public_chat_not_found', message: '' })
      },
    }
  }
}

const ACCOUNT = {
  type: 'account',
  rev: 1,
  email: null,
  role: 'member',
  language: null,
  created_at: 0,
  who_may_write: 'everybody',
  who_may_add: 'everybody',
  ask_before_adding: false,
  who_sees_last_seen: 'everybody',
  read_receipts: true,
  banned_until: 0,
} as const

export class FakeTab {
  engine!: Engine
  office: Office | null = null
  link: Link | null = null
  alive = true
  readonly channel: Channel = { postMessage: (message) => this.#cast(message), onmessage: null }

  constructor(
    readonly browser: FakeBrowser,
    readonly id: string,
  ) {}

  start(): void {
    const port: Port = {
      postMessage: (message) => this.alive && tab.receive(structuredClone(message)),
      onmessage: null,
    }
    const page = (message: FromEngine) => {
      if (this.alive) port.onmessage?.({ data: structuredClone(message) } as MessageEvent<FromEngine>)
    }
    const locks: Locks = {
      request: async (name, held) =>
        this.browser.request(this, name, async () => (this.alive ? held() : undefined)),
    }
    const tab = new Tab(
      this.id,
      locks,
      this.channel,
      (touched, replaced) => this.#open(touched, replaced),
      page,
    )
    this.engine = connectEngine(port)
  }

  get leads(): boolean {
    return this.browser.locks.get('molva-leader')?.[0]?.tab === this
  }

  /** Opens a view and keeps its rows. */
  show<K extends View['kind']>(what: Extract<View, { kind: K }>): { rows: readonly Rows[K][] } {
    const shown: { rows: readonly Rows[K][] } = { rows: [] }
    this.engine.open(what, ({ ops }) => (shown.rows = apply(shown.rows, ops)))
    return shown
  }

  /** The tab is closed or crashes: its worker is gone in the middle of whatever it did. */
  kill(): void {
    this.alive = false
    this.browser.tabs.delete(this)
    this.link?.close()
    this.office?.engine?.close()
    this.browser.release(this)
  }

  async #open(touched: ConstructorParameters<typeof Office>[3], replaced: () => void): Promise<Office> {
    const surroundings = {
      clock: this.browser.clock,
      dial: () => (this.link = this.browser.server.dial(this.browser.user ?? '')),
      network: () => true,
    }
    this.office = new Office(await Device.open(), this.browser.http(), surroundings, touched, replaced)
    await this.office.start()
    return this.office
  }

  #cast(message: unknown): void {
    if (!this.alive) return
    for (const other of this.browser.tabs) {
      if (other === this) continue
      setImmediate(
        () => other.alive && other.channel.onmessage?.({ data: structuredClone(message) } as MessageEvent),
      )
    }
  }
}
