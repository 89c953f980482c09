/** Members of a chat as they come page by page: all of them, or those who are found. */
import type { ChatId, Engine, MemberRow, Subscription } from '../engine/rpc'
import { apply } from './rows'

export class MemberPages {
  rows = $state.raw<readonly MemberRow[]>([])
  /** Has the first answer come? */
  loaded = $state(false)
  loading = $state(false)
  /** Are there no more than these? */
  complete = $state(false)
  /** The last page that was asked for did not come. */
  failed = $state(false)
  readonly #view: Subscription

  /** @param query whom to find, on the server; without it everybody */
  constructor(engine: Engine, chat: ChatId, query?: string) {
    const found = query === undefined ? {} : { query }
    this.#view = engine.open({ kind: 'members', chat, ...found }, ({ ops, edges }) => {
      const [asked, before] = [this.loading, this.rows.length]
      this.rows = apply(this.rows, ops)
      this.loading = edges?.loading === 'end'
      this.complete = edges?.atEnd ?? true
      this.loaded = !this.loading || this.rows.length > 0
      if (asked && !this.loading) this.failed = !this.complete && this.rows.length <= before
    })
  }

  /** Asks for the next page. */
  more(): void {
    if (this.complete || this.loading) return
    this.failed = false
    this.#view.more('end', this.rows.at(-1)?.key ?? '')
  }

  close(): void {
    this.#view.close()
  }
}
