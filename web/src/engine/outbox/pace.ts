/** Pace: chats that take no message of the user yet, and what waits for them meanwhile. */
import type { Refusal } from '../net/failure'
import type { Millis } from '../rpc'
import type { Job } from '../store/schema'
import type { Drain } from './drain'

const CODES = ['slow_mode', 'hourly_limit']

/** The chat may have become quicker meanwhile: it is asked at least this often. */
const LONGEST_MS = 60_000

type Wait = { until: Millis; again: Millis }

export class Pace {
  readonly #waits = new Map<string, Wait>()

  constructor(readonly drain: Drain) {}

  /** When a chat takes the next message, if it is known to take none now. */
  until(chat: string): Millis | null {
    const until = this.#waits.get(chat)?.until ?? 0
    return until > this.#now ? until : null
  }

  /** Is that why a message was refused? Then it is sent again when the time has come, and others go first. */
  refused({ chat, n }: Job, { code, retryAfterMs }: Partial<Refusal>): boolean {
    if (!code || !CODES.includes(code)) return false
    // It is not in the chat: until it is tried again it may be changed or taken back.
    const job = this.drain.outbox.jobs.get(n)
    if (job) this.drain.outbox.update(job, { tried: false }).catch(() => {})
    this.#wait(chat, retryAfterMs ?? LONGEST_MS)
    return true
  }

  /** The chat took a message: in a slow one the next has to wait. */
  sent({ chat, task }: Job): void {
    if (task.t !== 'send') return
    const { places, me } = this.drain.replica
    const place = places.get(chat)
    const slow = place?.members.get(me)?.role === 'member' && place.record.chat?.slow_s
    if (slow) this.#wait(chat, slow * 1000)
    else if (this.#waits.delete(chat)) this.#changed(chat)
  }

  /** Lets those through that do not wait, in their order: neither a message to such a chat nor what is about it. */
  filter(): (job: Job) => boolean {
    const now = this.#now
    const waiting = new Set<string>()
    return ({ task, chat, id }) => {
      const slow = task.t === 'send' && (this.#waits.get(chat)?.again ?? 0) > now
      if (slow) waiting.add(id)
      return !waiting.has(id)
    }
  }

  /** The next message to a chat is taken after so many milliseconds. */
  #wait(chat: string, ms: number): void {
    const now = this.#now
    const wait = { until: now + ms, again: now + Math.min(ms, LONGEST_MS) }
    this.#waits.set(chat, wait)
    this.#changed(chat)
    this.drain.connection.around.clock.after(wait.again - now, () => {
      if (this.#waits.get(chat) !== wait) return
      if (wait.until <= this.#now) this.#waits.delete(chat)
      this.#changed(chat)
    })
  }

  get #now(): Millis {
    return this.drain.connection.around.clock.now()
  }

  #changed(chat: string): void {
    this.drain.outbox.changed(chat)
    this.drain.run()
  }
}
