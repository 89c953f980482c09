/** A search in one chat: what is looked for, what was found so far, and which hit one stands at. */
import type { ChatId, Engine, HitRow, Subscription } from '../engine/rpc'
import { Needle } from '../i18n/needle'
import { apply } from './rows'

const PAUSE_MS = 150

export class ChatSearch {
  query = $state('')
  /** Newest first. */
  hits = $state.raw<readonly HitRow[]>([])
  /** The place among the hits; -1 before the first is known. */
  at = $state(-1)
  searching = $state(false)
  /** Is everything that was ever written on this device, so that nothing else can be found? */
  whole = $state(true)
  #view: Subscription | null = null
  #pause: ReturnType<typeof setTimeout> | undefined

  /** @param reach called with each hit that one comes to */
  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
    readonly reach: (hit: HitRow) => void,
  ) {}

  /** What to mark in the texts; null while nothing is looked for. */
  readonly needle = $derived.by(() => {
    const needle = new Needle(this.query)
    return needle.empty ? null : needle
  })

  /** Looks for something else, after a pause in which one may go on typing. */
  look(query: string): void {
    this.query = query
    clearTimeout(this.#pause)
    this.#view?.close()
    this.#view = null
    this.searching = this.needle !== null
    if (this.needle) this.#pause = setTimeout(() => this.#open(query), PAUSE_MS)
    else this.#clear()
  }

  /** Goes to an older (1) or newer (-1) hit, round the ends. */
  step(by: 1 | -1): void {
    const { length } = this.hits
    if (length === 0) return
    this.at = (this.at + by + length) % length
    const hit = this.hits[this.at]
    if (hit) this.reach(hit)
  }

  close(): void {
    clearTimeout(this.#pause)
    this.#view?.close()
  }

  #open(query: string): void {
    this.#clear()
    this.#view = this.engine.open({ kind: 'search', chat: this.chat, query }, ({ ops, edges }) => {
      this.hits = apply(this.hits, ops)
      this.at = Math.min(this.at, this.hits.length - 1)
      if (edges) {
        this.searching = edges.loading !== null
        this.whole = edges.atStart || this.searching
      }
      if (this.at < 0) this.step(1)
    })
  }

  #clear(): void {
    this.hits = []
    this.at = -1
    this.whole = true
  }
}
