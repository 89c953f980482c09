/** One WebSocket connection: frames in and out, calls with their answers, the heartbeat. */
import {
  HEARTBEAT_SECONDS,
  SUBPROTOCOL,
  type AnyCommand,
  type Answers,
  type ClientFrame,
  type ServerFrame,
} from '../../api/schema'
import type { Cancel, Clock } from './clock'
import { Refusal, Unanswered } from './failure'

/** The part of a browser's WebSocket that is used. */
export interface RawSocket {
  send(text: string): void
  close(code?: number): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

export type Dial = (subprotocol: string) => RawSocket

export interface Listener {
  opened(): void
  frame(frame: Exclude<ServerFrame, { type: 'answer' | 'pong' }>): void
  /** `code` is the server's close code (RFC 6455, section 7.4), 1006 if the connection just broke. */
  closed(code: number): void
}

type Pending = { resolve(result: never): void; reject(reason: Error): void; cancel: Cancel }

const TICK = 5_000
const HEARTBEAT = HEARTBEAT_SECONDS * 1000
/** How long a connection that may be dead has to show life. */
const PROBE = 5_000
/** How long a connection may take to open. */
const OPENING = 15_000
const CALL_PATIENCE = 30_000
const BROKEN = 1006

export class Socket {
  #raw: RawSocket
  #pending = new Map<number, Pending>()
  #ref = 0
  #sentAt: number
  #heardAt: number
  #tickedAt: number
  #cancelTick: Cancel = () => {}
  #cancelProbe: Cancel = () => {}
  #open = false
  #over = false

  constructor(
    dial: Dial,
    readonly clock: Clock,
    readonly listener: Listener,
  ) {
    this.#sentAt = this.#heardAt = this.#tickedAt = clock.now()
    this.#raw = dial(SUBPROTOCOL)
    this.#raw.onopen = () => {
      this.#open = true
      listener.opened()
    }
    this.#raw.onmessage = (event) => this.#receive(event.data)
    this.#raw.onclose = (event) => this.#end(event.code)
    this.#tick()
  }

  send(frame: ClientFrame): void {
    this.#sentAt = this.clock.now()
    this.#raw.send(JSON.stringify(frame))
  }

  /** Sends a command; rejects with `Refusal`, or with `Unanswered` when the connection breaks or keeps silent. */
  call<T extends AnyCommand>(command: T): Promise<Answers[T['type']]> {
    if (this.#over) return Promise.reject(new Unanswered('closed'))
    const ref = ++this.#ref
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(CALL_PATIENCE, () => {
        this.#pending.delete(ref)
        reject(new Unanswered('no answer'))
      })
      this.#pending.set(ref, { resolve, reject, cancel })
      this.send({ type: 'call', ref, command })
    })
  }

  /** Asks for a sign of life and breaks off if none comes soon. */
  probe(): void {
    if (!this.#open) return
    const since = this.clock.now()
    this.send({ type: 'ping' })
    this.#cancelProbe()
    this.#cancelProbe = this.clock.after(PROBE, () => {
      if (this.#heardAt < since) this.close(BROKEN)
    })
  }

  /** Ends the connection; the listener hears `code`. */
  close(code = 1000): void {
    if (this.#over) return
    this.#raw.onclose = null
    this.#raw.close()
    this.#end(code)
  }

  #tick(): void {
    const now = this.clock.now()
    const slept = now - this.#tickedAt > 2 * TICK
    const silent = now - this.#heardAt
    this.#tickedAt = now
    if (slept) this.probe()
    else if (silent > (this.#open ? 2 * HEARTBEAT : OPENING)) return this.close(BROKEN)
    else if (this.#open && now - this.#sentAt >= HEARTBEAT) this.send({ type: 'ping' })
    this.#cancelTick = this.clock.after(TICK, () => this.#tick())
  }

  #receive(text: string): void {
    this.#heardAt = this.clock.now()
    const frame = JSON.parse(text) as ServerFrame
    if (frame.type === 'answer') this.#settle(frame.ref)?.resolve(frame.result as never)
    else if (frame.type === 'refused' && frame.ref != null)
      this.#settle(frame.ref)?.reject(new Refusal(frame.error))
    else if (frame.type !== 'pong') this.listener.frame(frame)
  }

  #settle(ref: number): Pending | undefined {
    const pending = this.#pending.get(ref)
    this.#pending.delete(ref)
    pending?.cancel()
    return pending
  }

  #end(code: number): void {
    if (this.#over) return
    this.#over = true
    this.#cancelTick()
    this.#cancelProbe()
    for (const ref of [...this.#pending.keys()]) this.#settle(ref)?.reject(new Unanswered('connection lost'))
    this.listener.closed(code)
  }
}
