/** What a transaction changed, for whoever shows it. */
import type { Message } from '../../api/schema'

export class Changes {
  /** Chats of which anything changed. */
  readonly chats = new Set<string>()
  /** The messages that changed, by chat. */
  readonly messages = new Map<string, Message[]>()
  /** Chats whose messages were thrown away; what is shown of them must be read again. */
  readonly forgotten = new Set<string>()
  /** Chats that the user came into and whose rows are not here. */
  readonly joined = new Set<string>()
  /** Chats that the user left or lost. */
  readonly left = new Set<string>()
  /** Chats of which the server has another draft. */
  readonly drafts = new Set<string>()
  account = false
  /** What the user has made of others: names may be other ones now, and who may write. */
  people = false

  message(message: Message): void {
    this.chats.add(message.chat_id)
    const found = this.messages.get(message.chat_id)
    if (found) found.push(message)
    else this.messages.set(message.chat_id, [message])
  }
}
