/** Who is here and who is writing: kept in memory, dropped when they grow old or the connection goes. */
import { TYPING_SECONDS, type AnySignal } from '../../api/schema'
import type { Cancel, Clock } from '../net/clock'

export interface Seen {
  online: boolean
  seenAt: number | null
}

export class PresenceBoard {
  #seen = new Map<string, Seen>()
  #typing = new Map<string, Map<string, Cancel>>()

  /** @param changed hears of the chat or the user that changed */
  constructor(
    readonly clock: Clock,
    readonly changed: (what: { chat?: string; user?: string }) => void,
  ) {}

  signal(signal: AnySignal): void {
    if (signal.type === 'presence') {
      this.#seen.set(signal.user_id, { online: signal.online, seenAt: signal.seen_at ?? null })
      this.changed({ user: signal.user_id })
    } else {
      this.stopped(signal.chat_id, signal.user_id)
      const writers = this.#typing.get(signal.chat_id) ?? new Map<string, Cancel>()
      this.#typing.set(signal.chat_id, writers)
      const forget = () => this.stopped(signal.chat_id, signal.user_id)
      writers.set(signal.user_id, this.clock.after(TYPING_SECONDS * 1000, forget))
      this.changed({ chat: signal.chat_id })
    }
  }

  /** The user wrote, or went silent. */
  stopped(chat: string, user: string): void {
    const writers = this.#typing.get(chat)
    writers?.get(user)?.()
    if (writers?.delete(user)) this.changed({ chat })
  }

  /** Nothing is known without a connection. */
  clear(): void {
    const [users, chats] = [[...this.#seen.keys()], [...this.#typing.keys()]]
    for (const writers of this.#typing.values()) for (const cancel of writers.values()) cancel()
    this.#typing.clear()
    this.#seen.clear()
    for (const user of users) this.changed({ user })
    for (const chat of chats) this.changed({ chat })
  }

  seen(user: string): Seen {
    return this.#seen.get(user) ?? { online: false, seenAt: null }
  }

  /** Users who are writing in a chat. */
  writers(chat: string): string[] {
    return [...(this.#typing.get(chat)?.keys() ?? [])]
  }
}
