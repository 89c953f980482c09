/** Looks up people whose member rows are not here: in large chats they are fetched as they are met. */
import type { MemberPage } from '../../api/schema'
import type { Connection } from '../net/connection'
import type { Replica } from './replica'

const AT_ONCE = 100

export class Roll {
  #asked = new Set<string>()
  #wanted = new Map<string, Set<string>>()

  constructor(
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call' | 'online'>,
  ) {}

  /** Somebody's name is needed; asks once a connection, all that are needed at the moment together. */
  want(chat: string, user: string): void {
    const key = `${chat} ${user}`
    if (this.#asked.has(key) || !this.connection.online) return
    this.#asked.add(key)
    const users = this.#wanted.get(chat)
    if (users) return void users.add(user)
    this.#wanted.set(chat, new Set([user]))
    queueMicrotask(() => void this.#ask(chat))
  }

  /** A page of a large chat's members or of those who are found, after the person with that id. */
  page(chat: string, after: string | null, query = ''): Promise<MemberPage> {
    return this.connection.call({ type: 'list_members', chat_id: chat, after, limit: AT_ONCE, query })
  }

  /** A new connection: what was not found may be there now. */
  reset(): void {
    this.#asked.clear()
  }

  async #ask(chat: string): Promise<void> {
    const user_ids = [...(this.#wanted.get(chat) ?? [])].slice(0, AT_ONCE)
    this.#wanted.delete(chat)
    try {
      const page = await this.connection.call({ type: 'list_members', chat_id: chat, user_ids })
      await this.replica.take(page.members)
    } catch {
      // The names stay empty until the next connection asks again.
    }
  }
}
