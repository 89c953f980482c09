/** Tells the others what has arrived here: at most one mark a chat and second, and none that says nothing new. */
import { MARKED_CHAT_MEMBERS } from '../../api/schema'
import type { Connection } from '../net/connection'
import type { Replica } from './replica'

const EVERY = 1000

export class Receipts {
  #due = new Set<string>()
  #told = new Map<string, number>()
  #waiting = false

  constructor(
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call' | 'online' | 'around'>,
  ) {}

  /** Messages of others arrived in these chats. */
  note(chats: Iterable<string>): void {
    for (const chat of chats) if (this.#news(chat)) this.#due.add(chat)
    if (this.#waiting || this.#due.size === 0 || !this.connection.online) return
    this.#waiting = true
    void this.#tell()
    this.connection.around.clock.after(EVERY, () => {
      this.#waiting = false
      this.note([])
    })
  }

  /** Connected again: all that came while away is told. */
  resume(): void {
    this.#told.clear()
    this.note(this.replica.places.keys())
  }

  async #tell(): Promise<void> {
    const due = [...this.#due].filter((chat) => this.#news(chat))
    this.#due.clear()
    for (const chat of due) {
      const delivered_seq = this.replica.place(chat).record.lastSeq
      this.#told.set(chat, delivered_seq)
      // Not told now is told after the next connection.
      await this.connection.call({ type: 'mark_chat', chat_id: chat, delivered_seq }).catch(() => {})
    }
  }

  #news(chat: string): boolean {
    const place = this.replica.places.get(chat)
    const row = place?.record.chat
    if (!place?.shown || !row || row.member_count > MARKED_CHAT_MEMBERS) return false
    // Of one's own notes, and of comments, nobody is told who has them.
    if (row.kind === 'saved' || row.kind === 'thread') return false
    const mine = place.marks.get(this.replica.me)
    const told = Math.max(this.#told.get(chat) ?? 0, mine?.delivered_seq ?? 0, mine?.read_seq ?? 0)
    return place.record.lastSeq > told && place.record.last?.sender_id !== this.replica.me
  }
}
