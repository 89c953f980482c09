/** The members of a chat, as far as they have come; of a large one more are fetched, all of them when somebody is looked for. */
import type { ChatId, Engine, MemberRow, Subscription } from '../engine/rpc'
import { matches } from '../i18n/fold'
import { apply } from './rows'

export class Members {
  rows = $state.raw<readonly MemberRow[]>([])
  query = $state('')
  /** Has the first answer come? */
  loaded = $state(false)
  loading = $state(false)
  /** Are there no more than these? */
  complete = $state(false)
  /** The last page that was asked for did not come. */
  failed = $state(false)
  readonly #view: Subscription

  constructor(engine: Engine, chat: ChatId) {
    this.#view = engine.open({ kind: 'members', chat }, ({ ops, edges }) => {
      const [asked, before] = [this.loading, this.rows.length]
      this.rows = apply(this.rows, ops)
      this.loading = edges?.loading === 'end'
      this.complete = edges?.atEnd ?? true
      this.loaded = !this.loading || this.rows.length > 0
      if (asked && !this.loading) this.failed = !this.complete && this.rows.length <= before
      // Nobody is missed by a search because they stand on a later page.
      if (this.query.trim() !== '' && !this.failed) this.more()
    })
  }

  readonly shown = $derived.by(() =>
    this.query.trim() === ''
      ? this.rows
      : this.rows.filter(({ name, username }) => matches(`${name} ${username}`, this.query)),
  )

  /** Looks for somebody by name or username. */
  find(query: string): void {
    this.query = query
    if (query.trim() !== '') this.more()
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
