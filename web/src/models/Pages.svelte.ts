/** A list that is given page by page, and asked for anew by hand. */
import type { Answer, Page, Questions, Uuid } from '../engine/rpc'

type Name = 'reports' | 'deeds' | 'reactors' | 'voters'
type Row<N extends Name> = Questions[N]['answer']['rows'][number]
type Refused = Extract<Answer<Name>, { ok: false }>

export class Pages<N extends Name> {
  /** Null until the first page has come. */
  rows = $state.raw<readonly Row<N>[] | null>(null)
  /** Why the last question brought nothing. */
  refused = $state.raw<Refused | null>(null)
  loading = $state(false)
  #next = $state.raw<Uuid | null>(null)
  /** Grows with every reload: a page that was asked for before does not belong to what came since. */
  #turn = 0

  constructor(readonly fetch: (after: Uuid | null) => Promise<Answer<N>>) {}

  get complete(): boolean {
    return this.#next === null
  }

  /** Asks for the first ones; until they come, what is there stays. */
  async reload(): Promise<void> {
    await this.#ask(null)
  }

  /** Asks for the ones after. */
  async more(): Promise<void> {
    if (!this.loading && this.#next !== null) await this.#ask(this.#next)
  }

  async #ask(after: Uuid | null): Promise<void> {
    const turn = ++this.#turn
    this.loading = true
    const answer = await this.fetch(after)
    if (turn !== this.#turn) return
    this.loading = false
    this.refused = answer.ok ? null : answer
    if (!answer.ok) return
    // Which page it is depends on the question's name alone.
    const { rows, next } = answer.value as Page<Row<N>>
    this.rows = after === null ? rows : [...(this.rows ?? []), ...rows]
    this.#next = next
  }
}
