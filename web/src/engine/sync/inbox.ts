/** Takes frames in as they come, in batches, and closes gaps before it goes on. */
import { chatScope } from '../../api/rows'
import type { Rows } from '../../api/schema'
import type { Cancel } from '../net/clock'
import type { Connection } from '../net/connection'
import { Refusal } from '../net/failure'
import type { Replica } from './replica'

/** Rows that go into one transaction, unless a single frame has more. */
const BATCH = 200
/** A gap that stays open after an answer, or a chat that came without rows, is asked for again after so long. */
const PATIENCE = 1000
/** While a device catches up chats come one by one; they are written and shown together, so many milliseconds apart. */
const STRIDE = 100

export class Inbox {
  #waiting: Rows[] = []
  #beyond = new Map<string, Rows[]>()
  #asking = new Set<string>()
  #busy: Promise<void> | null = null
  #wake = () => {}

  constructor(
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call' | 'restart' | 'around' | 'online'>,
  ) {}

  /** A frame came. */
  take(frame: Rows): void {
    this.#waiting.push(frame)
    this.#busy ??= this.#work()
  }

  /** Resolves when everything that came so far is written, gaps aside. */
  async settled(): Promise<void> {
    this.#wake()
    while (this.#busy) await this.#busy
  }

  /** The connection is gone: what was kept back for it comes again. */
  forget(): void {
    this.#wake()
    this.#beyond.clear()
    this.#asking.clear()
  }

  /** The rows that wait are of a database that is no more. */
  clear(): void {
    this.#waiting = []
    this.forget()
  }

  /** The user came into chats whose rows should be on their way; asks for those that do not come. */
  expect(chats: Iterable<string>): void {
    for (const chat of chats) {
      this.connection.around.clock.after(PATIENCE, () => {
        const place = this.replica.places.get(chat)
        if (place && !place.left && place.record.rev === 0) void this.#ask(chatScope(chat))
      })
    }
  }

  async #work(): Promise<void> {
    do {
      // Broken transactions are the replica's to report; the rows come again after it is read anew.
      while (this.#waiting.length) await this.#batch().catch(() => {})
      if (!this.connection.online) await this.#stride()
    } while (this.#waiting.length)
    this.#busy = null
  }

  /** Resolves after a while, or as soon as nothing more is to come. */
  async #stride(): Promise<void> {
    const { clock } = this.connection.around
    let cancel: Cancel = () => {}
    await new Promise<void>((resolve) => {
      cancel = clock.after(STRIDE, resolve)
      this.#wake = resolve
    })
    cancel()
  }

  async #batch(): Promise<void> {
    let rows = 0
    const upTo = this.#waiting.findIndex((frame) => (rows += frame.rows.length) >= BATCH)
    const batch = this.#waiting.splice(0, upTo < 0 ? this.#waiting.length : upTo + 1)
    for (const frame of await this.replica.apply(batch)) {
      const kept = this.#beyond.get(frame.scope)
      if (kept) kept.push(frame)
      else this.#beyond.set(frame.scope, [frame])
      void this.#ask(frame.scope)
    }
  }

  /** Asks for what is missing of a scope, once at a time, and then for the frames that were beyond it. */
  async #ask(scope: string): Promise<void> {
    if (this.#asking.has(scope)) return
    this.#asking.add(scope)
    try {
      const answer = await this.connection.call({
        type: 'get_changes',
        scope,
        after: this.replica.rev(scope),
      })
      if (answer.epoch !== this.replica.epoch) return this.connection.restart()
      if (!this.#asking.delete(scope)) return
      const kept = this.#beyond.get(scope) ?? []
      this.#beyond.delete(scope)
      for (const frame of [answer.rows, ...kept]) this.take(frame)
    } catch (reason) {
      if (!this.#asking.delete(scope)) return
      // Refused for good: the user is not in that chat any more, and the row that says so is on its way.
      if (reason instanceof Refusal && !reason.retry) this.#beyond.delete(scope)
      else
        this.connection.around.clock.after(PATIENCE, () => this.#beyond.has(scope) && void this.#ask(scope))
    }
  }
}
