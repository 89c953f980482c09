/** Fetches the messages that are not here, each page once at a time. */
import type { GetHistory } from '../../api/schema'
import type { Connection } from '../net/connection'
import { Refusal } from '../net/failure'
import type { Replica } from './replica'

export const PAGE = 50

export type Place = Pick<GetHistory, 'before' | 'after' | 'around' | 'around_at'>

export class HistoryReader {
  #asked = new Map<string, Promise<boolean>>()

  constructor(
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call'>,
  ) {}

  /** Brings a page into the replica; false if none could be had now. Who asks the same meanwhile shares the answer. */
  fetch(chat: string, where: Place): Promise<boolean> {
    const key = JSON.stringify([chat, where])
    let asked = this.#asked.get(key)
    if (!asked) {
      asked = this.#fetch(chat, where).finally(() => this.#asked.delete(key))
      this.#asked.set(key, asked)
    }
    return asked
  }

  /**
   * Brings the page around a message that is known by its id alone. `gone`: there is none that this user may see;
   * `later`: that could not be found out now.
   */
  async find(chat: string, id: string): Promise<'here' | 'gone' | 'later'> {
    try {
      const page = await this.connection.call({
        type: 'get_history',
        chat_id: chat,
        limit: PAGE,
        around_id: id,
      })
      return (await this.replica.merge(chat, page)) ? 'here' : 'later'
    } catch (reason) {
      return reason instanceof Refusal && !reason.retry ? 'gone' : 'later'
    }
  }

  /** Brings the pinned messages, wherever they stand in the chat. */
  async pins(chat: string): Promise<void> {
    try {
      const { messages, ...page } = await this.connection.call({ type: 'list_pins', chat_id: chat })
      await this.replica.merge(chat, {
        ...page,
        messages: [],
        quoted: messages,
        at_start: false,
        at_end: false,
      })
    } catch {
      // They stay away until somebody looks again.
    }
  }

  async #fetch(chat: string, where: Place): Promise<boolean> {
    try {
      const page = await this.connection.call({ type: 'get_history', chat_id: chat, limit: PAGE, ...where })
      return await this.replica.merge(chat, page)
    } catch {
      // Without a connection, or refused: whoever looks sees where the known messages end.
      return false
    }
  }
}
