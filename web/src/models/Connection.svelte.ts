/** The state of the connection in words: what the list's title says, and the line under it. */
import type { ConnectionRow, Engine } from '../engine/rpc'
import type { Messages } from '../i18n/en'
import { apply } from './rows'

const START: ConnectionRow = { key: 'connection', phase: 'connecting', since: 0, retryAt: null, waiting: 0 }

/** Trouble shorter than this is told only by the title. */
const QUIET_MS = 5_000
/** Catching up shorter than this is not told at all. */
const SYNC_QUIET_MS = 2_000

/** What is seldom used at once waits for the first answer, but not longer. */
const FIRST_MS = 3_000

/** `waiting`: something written is among what it is about. */
export type Notice = Readonly<{ text: string; action: boolean; waiting: boolean }>

export class Connection {
  #rows = $state.raw<readonly ConnectionRow[]>([START])
  /** Milliseconds since the epoch; moves once a second while something is wrong. */
  #now = $state(0)
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #engine: Engine
  readonly #clock: () => number
  /** Resolves when the first answer is here, or does not come soon; what nobody has asked for is loaded after that. */
  readonly answered: Promise<void>

  constructor(engine: Engine, clock: () => number = Date.now) {
    this.#engine = engine
    this.#clock = clock
    this.#now = clock()
    let answer = () => {}
    this.answered = new Promise((resolve) => (answer = resolve))
    setTimeout(answer, FIRST_MS)
    engine.open({ kind: 'connection' }, ({ ops }) => {
      this.#rows = apply(this.#rows, ops)
      if (!this.arriving) answer()
      this.tick()
      clearInterval(this.#timer)
      if (this.phase !== 'online') this.#timer = setInterval(() => this.tick(), 1_000)
    })
  }

  get #row(): ConnectionRow {
    return this.#rows[0] ?? START
  }

  get phase(): ConnectionRow['phase'] {
    return this.#row.phase
  }

  get online(): boolean {
    return this.phase === 'online' || this.phase === 'syncing'
  }

  /** Is the first answer still on its way? Until it is here, what is missing may just not have come yet. */
  get arriving(): boolean {
    return this.phase === 'connecting' || this.phase === 'syncing'
  }

  get waiting(): number {
    return this.#row.waiting
  }

  tick(): void {
    this.#now = this.#clock()
  }

  /** What stands instead of the list's title; null while there is nothing to say. */
  title(t: Messages): string | null {
    switch (this.phase) {
      case 'connecting':
      case 'unreachable':
        return t.connection.connecting
      case 'offline':
        return t.connection.offline_title
      case 'syncing':
        return this.#lasts > SYNC_QUIET_MS ? t.connection.syncing : null
      default:
        return null
    }
  }

  /** The line under the title, once the trouble lasts. */
  notice(t: Messages): Notice | null {
    const { phase, retryAt, waiting } = this.#row
    if ((phase !== 'offline' && phase !== 'unreachable') || this.#lasts < QUIET_MS) return null
    const queued = waiting > 0 ? ` ${t.connection.waiting(waiting)}` : ''
    if (phase === 'offline')
      return { text: t.connection.offline + queued, action: false, waiting: waiting > 0 }
    const seconds = retryAt === null ? 0 : (retryAt - this.#now) / 1_000
    const text = seconds > 0 ? t.connection.unreachable(seconds) : t.connection.unreachable_now
    return {
      text: queued === '' ? text : `${text}.${queued}`.replace('..', '.'),
      action: true,
      waiting: waiting > 0,
    }
  }

  reconnect(): void {
    this.#engine.signal({ t: 'reconnect' })
  }

  /** The page came into sight, or went out of it. */
  looked(visible: boolean): void {
    this.#engine.signal({ t: 'visible', visible })
  }

  get #lasts(): number {
    return this.#now - this.#row.since
  }
}
