/** The rows of a small view, such as the members of a chat or one's own devices. */
import type { Engine, Rows, Subscription, View } from '../engine/rpc'
import { apply } from './rows'

export class Listing<
  K extends 'members' | 'devices' | 'outbox' | 'pins' | 'readers' | 'scheduled' | 'joins',
> {
  rows = $state.raw<readonly Rows[K][]>([])
  loaded = $state(false)
  readonly #view: Subscription

  constructor(engine: Engine, what: Extract<View, { kind: K }>) {
    this.#view = engine.open<K>(what, ({ ops }) => {
      this.rows = apply(this.rows, ops)
      this.loaded = true
    })
  }

  close(): void {
    this.#view.close()
  }
}
