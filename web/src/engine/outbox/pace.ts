/** Pace: chats that take no message of the user yet, and what waits for them meanwhile. */
import type { Clock } from '../net/clock'
import type { Refusal } from '../net/failure'
import type { Millis } from '../rpc'
import type { Job } from '../store/schema'

const CODES = ['slow_mode', 'hourly_limit']

/** The chat may have become quicker meanwhile: it is asked at least this often. */
const LONGEST_MS = 60_000

type Wait = { until: Millis; again: Millis }

export class Pace {
  readonly #waits = new Map<string, Wait>()

  /** @param changed hears of a chat whose wait has begun or is over */
  constructor(
    readonly clock: Clock,
    readonly changed: (chat: string) => void,
  ) {}

  /** When a chat takes the next message, if it is known to take none now. */
  until(chat: string): Millis | null {
    const until = this.#waits.get(chat)?.until ?? 0
    return until > this.clock.now() ? until : null
  }

  /** Is that why a message was refused? Then it is sent again when the time has come, and others go first. */
  refused(chat: string, { code, retryAfterMs }: Refusal): boolean {
    if (!CODES.includes(code)) return false
    this.wait(chat, retryAfterMs ?? LONGEST_MS)
    return true
  }

  /** The next message to a chat is taken after so many milliseconds. */
  wait(chat: string, ms: number): void {
    const now = this.clock.now()
    const wait = { until: now + ms, again: now + Math.min(ms, LONGEST_MS) }
    this.#waits.set(chat, wait)
    this.changed(chat)
    this.clock.after(wait.again - now, () => {
      if (this.#waits.get(chat) !== wait) return
      if (wait.until <= this.clock.now()) this.#waits.delete(chat)
      this.changed(chat)
    })
  }

  /** The chat took a message. */
  taken(chat: string): void {
    if (this.#waits.delete(chat)) this.changed(chat)
  }

  /** Lets those through that do not wait, in their order: neither a message to such a chat nor what is about it. */
  filter(): (job: Job) => boolean {
    const now = this.clock.now()
    const waiting = new Set<string>()
    return ({ task, chat, id }) => {
      const slow = task.t === 'send' && (this.#waits.get(chat)?.again ?? 0) > now
      if (slow) waiting.add(id)
      return !waiting.has(id)
    }
  }
}
