/** A browser without a screen: one person's tab on a real server, with cookies, a database and the whole engine. */
import 'fake-indexeddb/auto'

import { IDBFactory } from 'fake-indexeddb'

import { Tab } from '../../src/engine/leader'
import { systemClock } from '../../src/engine/net/clock'
import { http } from '../../src/engine/net/http'
import type { RawSocket } from '../../src/engine/net/socket'
import { Office } from '../../src/engine/office'
import { connectEngine, type Port } from '../../src/engine/page'
import type { Engine, FromEngine, Rows, Subscription, ToEngine, View } from '../../src/engine/rpc'
import { Device } from '../../src/engine/store/device'
import { apply } from '../../src/models/rows'

/** A view as a page would have it. */
export interface Shown<R> {
  rows: readonly R[]
  edges: { atStart: boolean; atEnd: boolean; unread: string | null } | null
  patches: number
  view: Subscription
}

export class Browser {
  readonly engine: Engine
  readonly sockets: WebSocket[] = []
  office: Office | null = null
  #cookie = ''
  readonly disk = new IDBFactory()
  network = true

  constructor(readonly base: string) {
    const port: Port = { postMessage: (message) => tab.receive(structuredClone(message)), onmessage: null }
    const page = (message: FromEngine) =>
      port.onmessage?.({ data: structuredClone(message) } as MessageEvent<FromEngine>)
    const locks = {
      request: (name: string, held: () => Promise<void>) =>
        name === 'molva-leader' ? held() : Promise.resolve(),
    }
    const channel = { postMessage: () => {}, onmessage: null }
    const tab: { receive(message: ToEngine): void } = new Tab(
      'tab',
      locks,
      channel,
      (t, r) => this.#open(t, r),
      page,
    )
    this.engine = connectEngine(port)
  }

  /** Opens a view and keeps its rows. */
  show<K extends View['kind']>(what: Extract<View, { kind: K }>): Shown<Rows[K]> {
    const shown: Shown<Rows[K]> = { rows: [], edges: null, patches: 0, view: null as never }
    const order = (a: Rows[K], b: Rows[K]) =>
      'pos' in a && 'pos' in b ? (a.pos as number) - (b.pos as number) : 0
    shown.view = this.engine.open(what, ({ ops, edges }) => {
      shown.rows = apply(shown.rows, ops, order)
      shown.patches++
      if (edges) shown.edges = edges
    })
    return shown
  }

  /** The connection breaks, and there is no network until `online`. */
  offline(): void {
    this.network = false
    for (const socket of this.sockets.splice(0)) socket.close()
  }

  online(): void {
    this.network = true
    this.engine.signal({ t: 'reconnect' })
  }

  close(): void {
    this.office?.engine?.close()
  }

  async #open(...listeners: [never, never] | [(t: never) => void, () => void]): Promise<Office> {
    globalThis.indexedDB = this.disk
    const surroundings = { clock: systemClock, dial: () => this.#dial(), network: () => this.network }
    const fetching = http((url, init) => this.#fetch(url, init), this.base)
    this.office = new Office(await Device.open(), fetching, surroundings, ...(listeners as [never, never]))
    await this.office.start()
    return this.office
  }

  #dial(): RawSocket {
    if (!this.network) return deadSocket()
    const options = { protocols: ['molva.v1'], headers: { cookie: this.#cookie, origin: this.base } }
    const socket = new WebSocket(`${this.base.replace('http', 'ws')}/api/v1/ws`, options as never)
    this.sockets.push(socket)
    return socket as never
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    if (!this.network) throw new Error('no network')
    globalThis.indexedDB = this.disk
    const answer = await fetch(url, {
      ...init,
      headers: { ...init.headers, cookie: this.#cookie, origin: this.base },
    })
    const [cookie] = answer.headers.getSetCookie()
    if (cookie) this.#cookie = cookie.split(';')[0] ?? ''
    return answer
  }
}

function deadSocket(): RawSocket {
  const socket: RawSocket = { send() {}, close() {}, onopen: null, onmessage: null, onclose: null }
  setImmediate(() => socket.onclose?.({ code: 1006 } as CloseEvent))
  return socket
}
