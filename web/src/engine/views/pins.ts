/** The pinned messages of a chat, oldest first, what waits in the outbox included. */
import type { Engine } from '../engine'
import type { PinRow } from '../rpc'
import type { Place } from '../sync/place'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

/** The numbers of the pinned messages, as they will be when everything has left. */
export function pinned({ outbox }: Pick<Engine, 'outbox'>, place: Place): ReadonlySet<number> {
  const found = new Set(place.pinned.filter((seq) => !place.hides(seq)))
  for (const { seq, task, failed } of outbox.deeds(place.record.id)) {
    if (failed !== null) continue
    if (task.t === 'unpin_all') found.clear()
    else if (seq !== null && task.t === 'pin') found.add(seq)
    else if (seq !== null && (task.t === 'unpin' || task.t === 'delete')) found.delete(seq)
  }
  return found
}

export class PinsView implements OpenView {
  #rows: readonly PinRow[] | null = null
  /** Has the server been asked for messages that are not here? */
  #asked = false
  #due = false
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    readonly emit: Emit<PinRow>,
  ) {
    this.#follow()
  }

  touch({ chats, changes, connection }: Touched): void {
    const mine = changes?.chats.has(this.chat) || [...(chats ?? [])].includes(this.chat)
    if (mine || connection) this.#follow()
  }

  #follow(): void {
    if (this.#due) return
    this.#due = true
    const turn = this.#turn.then(() => this.#show())
    // Without a database there is nothing to show: another engine opens the view anew.
    this.#turn = turn.catch(() => {})
  }

  async #show(): Promise<void> {
    const { engine, chat } = this
    this.#due = false
    const place = engine.replica.places.get(chat)
    const seqs = place?.shown ? [...pinned(engine, place)].sort((a, b) => a - b) : []
    const found = await Promise.all(seqs.map((seq) => engine.replica.message(chat, seq)))
    const messages = found.flatMap((message) =>
      message && !message.deleted && !place?.hides(message.seq) ? message : [],
    )
    if (messages.length < seqs.length && !this.#asked && engine.connection.open) {
      this.#asked = true
      void engine.history.pins(chat)
    }
    const rows = messages.map(({ id, sender_id, text, sent_at }) => {
      return { key: id, from: sender_id, name: engine.name(chat, sender_id), text, at: sent_at }
    })
    if (this.#rows && alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }
}
