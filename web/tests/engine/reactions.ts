/** Who has put which emoji on which message of the fake server. */
import type { Reaction, Reactors } from '../../src/api/schema'

/** People that a row names beside an emoji: fewer than the real server's, so that tests soon have more. */
const NAMED = 2

export class ReactionBoard {
  #all = new Map<string, Map<string, readonly string[]>>()

  /** Sets all of one person's emoji on a message; what its row tells then. */
  set(message: string, user: string, emoji: readonly string[]): Reaction[] {
    const all = this.#all.get(message) ?? new Map<string, readonly string[]>()
    this.#all.set(message, all.set(user, emoji))
    return [...new Set([...all.values()].flat())].map((kind) => {
      const users = [...all].filter(([, own]) => own.includes(kind)).map(([who]) => who)
      return { emoji: kind, count: users.length, user_ids: users.slice(0, NAMED) }
    })
  }

  list(message: string): Reactors {
    const people = [...(this.#all.get(message) ?? [])].filter(([, emoji]) => emoji.length > 0)
    const reactors = people.map(([user_id, emoji]) => ({
      ...{ user_id, username: user_id, name: user_id, emoji, reacted_at: 0 },
    }))
    return { reactors, next: null }
  }
}
