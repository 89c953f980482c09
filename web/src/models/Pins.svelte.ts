/** The pinned messages of the open chat, and the one that the bar shows: each press leads on to the one before it. */
import type { ChatId, Engine, MessageId, PinRow } from '../engine/rpc'
import { Listing } from './Listing.svelte'

export class Pins {
  readonly #listing: Listing<'pins'>
  #shown = $state<MessageId | null>(null)

  constructor(engine: Engine, chat: ChatId) {
    this.#listing = new Listing(engine, { kind: 'pins', chat })
  }

  /** Oldest first. */
  get rows(): readonly PinRow[] {
    return this.#listing.rows
  }

  /** The place of the shown one; the newest until one has gone on. */
  get at(): number {
    const at = this.rows.findIndex(({ key }) => key === this.#shown)
    return at < 0 ? this.rows.length - 1 : at
  }

  get shown(): PinRow | null {
    return this.rows[this.at] ?? null
  }

  /** Names the shown one, and shows the one before it; before the oldest comes the newest. */
  next(): MessageId | null {
    const { shown, at, rows } = this
    this.#shown = rows[at - 1]?.key ?? null
    return shown?.key ?? null
  }

  close(): void {
    this.#listing.close()
  }
}
