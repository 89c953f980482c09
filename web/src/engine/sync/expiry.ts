/** Takes messages away at the moment when their time is over, whether the server can be heard or not. */
import type { Message } from '../../api/schema'
import type { Cancel, Clock } from '../net/clock'
import type { Changes } from './changes'
import type { Replica } from './replica'
import type { Writer } from './writer'

/** Timers hold no longer than that. */
const LONGEST_MS = 24 * 3_600_000

export class Expiry {
  /** The moment that is waited for. */
  #next = Infinity
  #closed = false
  #cancel: Cancel = () => {}

  /** @param stored waits for what is written */
  constructor(
    readonly replica: Replica,
    readonly clock: Clock,
    readonly stored: (done: Promise<void>) => void,
  ) {
    stored(this.#remove())
  }

  /** What came may be over sooner than what was known. */
  follow({ messages }: Changes): void {
    for (const changed of messages.values())
      for (const { expires_at } of changed) if (expires_at !== null) this.#wait(expires_at)
  }

  close(): void {
    this.#closed = true
    this.#cancel()
  }

  #wait(at: number): void {
    if (at >= this.#next || this.#closed) return
    this.#cancel()
    this.#next = at
    const left = Math.min(Math.max(at - this.clock.now(), 0), LONGEST_MS)
    this.#cancel = this.clock.after(left, () => {
      this.#next = Infinity
      this.stored(this.#remove())
    })
  }

  async #remove(): Promise<void> {
    const now = this.clock.now()
    const { db } = this.replica
    if ((await db.countFromIndex('messages', 'expires', IDBKeyRange.upperBound(now))) > 0)
      await this.replica.transact(async (writer) => {
        const over = writer.transaction.objectStore('messages').index('expires')
        for (const message of await over.getAll(IDBKeyRange.upperBound(now)))
          await this.#takeAway(writer, message)
      })
    if (this.#closed) return
    const later = IDBKeyRange.lowerBound(now, true)
    const cursor = await db.transaction('messages').store.index('expires').openKeyCursor(later)
    if (cursor) this.#wait(cursor.key)
  }

  /** Half a revision: it holds until the server's own rows come. */
  async #takeAway(writer: Writer, message: Message): Promise<void> {
    const { chat_id, seq, rev } = message
    const empty = {
      text: '',
      reply_to: null,
      edited_at: null,
      expires_at: null,
      reactions: [],
      mentions: null,
      preview: null,
    }
    await writer.row({ ...message, ...empty, rev: rev + 0.5, deleted: true })
    const pin = this.replica.place(chat_id).record.pins?.[seq]
    if (pin && !pin.removed) await writer.row({ ...pin, rev: pin.rev + 0.5, removed: true })
  }
}
