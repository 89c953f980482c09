/** Keeps a connection: says hello with what is known, and comes back after every break but a final one. */
import {
  CloseCode,
  FINAL_CLOSE_CODES,
  type AnyCommand,
  type AnySignal,
  type Answers,
  type Hello,
  type Rows,
  type Welcome,
} from '../../api/schema'
import { backoff } from './backoff'
import type { Cancel, Clock } from './clock'
import { Refusal, Unanswered } from './failure'
import { Socket, type Dial } from './socket'

export type Phase = 'connecting' | 'syncing' | 'online' | 'offline' | 'unreachable' | 'outdated'

export interface Status {
  phase: Phase
  since: number
  retryAt: number | null
}

export interface Events {
  hello(): Hello
  welcome(welcome: Welcome): void
  rows(rows: Rows): void
  signal(signal: AnySignal): void
  synced(): void
  /** The connection is gone, or came back: see `status`. */
  changed(): void
  /** The session was revoked or has expired. */
  ended(): void
}

export interface Surroundings {
  clock: Clock
  dial: Dial
  /** Does the machine believe that it has a network? */
  network(): boolean
  /** Rejects with a `Refusal` if the session is over; a failed handshake does not tell why. */
  probe(): Promise<unknown>
}

const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000

export class Connection {
  status: Status
  #socket: Socket | null = null
  #cancel: Cancel = () => {}
  #delay
  #stopped = true
  #settle: (() => void)[] = []

  constructor(
    readonly around: Surroundings,
    readonly events: Events,
  ) {
    this.status = { phase: 'connecting', since: around.clock.now(), retryAt: null }
    this.#delay = backoff(FIRST_DELAY, LONGEST_DELAY, around.clock.random)
  }

  start(): void {
    this.#stopped = false
    this.#attempt()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
    this.#socket?.close()
    this.#socket = null
    this.#decided()
  }

  /** Everything missed has come. */
  get online(): boolean {
    return this.status.phase === 'online'
  }

  /** The server has said welcome: calls may be sent. */
  get open(): boolean {
    return this.online || this.status.phase === 'syncing'
  }

  /** Sends a command now; rejects with `Refusal` or `Unanswered`. */
  call<T extends AnyCommand>(command: T): Promise<Answers[T['type']]> {
    if (!this.#socket || !this.open) return Promise.reject(new Unanswered('no connection'))
    return this.#socket.call(command)
  }

  /** Sends a command as soon as the connection that is being made stands; rejects like `call`. */
  async ask<T extends AnyCommand>(command: T): Promise<Answers[T['type']]> {
    if (this.status.phase === 'connecting' && !this.#stopped)
      await new Promise<void>((resolve) => this.#settle.push(resolve))
    return this.call(command)
  }

  /** Something says that the network may be back, or the reader is: try at once, or check that it still works. */
  nudge(): void {
    if (this.#stopped) return
    if (this.#socket) this.#socket.probe()
    else this.#attempt()
  }

  /** Breaks off and begins again, for a stream that cannot be continued. */
  restart(): void {
    this.#socket?.close(CloseCode.RESYNC)
  }

  #attempt(): void {
    this.#cancel()
    // What is said to be out of reach stays so until it answers.
    const { phase } = this.status
    this.#become(phase === 'unreachable' || phase === 'offline' ? phase : 'connecting')
    let welcomed = false
    const socket = new Socket(this.around.dial, this.around.clock, {
      opened: () => socket.send(this.events.hello()),
      frame: (frame) => {
        if (frame.type === 'welcome') {
          welcomed = true
          this.#become('syncing')
          this.events.welcome(frame)
        } else if (frame.type === 'rows') this.events.rows(frame)
        else if (frame.type === 'signal') this.events.signal(frame.signal)
        else if (frame.type === 'synced') {
          this.#delay.reset()
          this.#become('online')
          this.events.synced()
        }
      },
      closed: (code) => {
        this.#socket = null
        if (!this.#stopped) void this.#closed(code, welcomed)
      },
    })
    this.#socket = socket
  }

  async #closed(code: number, welcomed: boolean): Promise<void> {
    if (code === CloseCode.SESSION_ENDED) {
      this.#become('connecting')
      return this.events.ended()
    }
    if (FINAL_CLOSE_CODES.includes(code))
      return this.#become(code === CloseCode.NORMAL ? 'unreachable' : 'outdated')
    const delay = this.#delay.next()
    const retryAt = this.around.clock.now() + delay
    if (!this.around.network()) this.#become('offline', retryAt)
    else if (welcomed) this.#become('connecting', retryAt)
    else this.#become('unreachable', retryAt)
    this.#cancel = this.around.clock.after(delay, () => this.#attempt())
    if (welcomed) return
    const failure = await this.around.probe().catch((reason: unknown) => reason)
    if (failure instanceof Refusal && failure.signedOut && !this.#stopped) {
      this.stop()
      this.events.ended()
    }
  }

  #become(phase: Phase, retryAt: number | null = null): void {
    const since = phase === this.status.phase ? this.status.since : this.around.clock.now()
    this.status = { phase, since, retryAt }
    if (phase !== 'connecting') this.#decided()
    this.events.changed()
  }

  /** The server has said welcome, or is out of reach: whoever waits for it learns which. */
  #decided(): void {
    for (const settle of this.#settle.splice(0)) settle()
  }
}
