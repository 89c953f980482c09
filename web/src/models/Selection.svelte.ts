/** Messages of one chat that were selected, to be copied or deleted together. */
import type { MessageRow, TimelineRow } from '../engine/rpc'
import { wordsOf } from './words'

export class Selection {
  /** Null while nothing is being selected; in the order of the chat. */
  rows = $state.raw<readonly MessageRow[] | null>(null)
  /** The message that was touched last: where a range begins. */
  #last: MessageRow | null = null

  get on(): boolean {
    return this.rows !== null
  }

  get count(): number {
    return this.rows?.length ?? 0
  }

  has(id: string): boolean {
    return this.rows?.some(({ key }) => key === id) ?? false
  }

  /** Selects a message or takes it away; the first one begins the selection, the last one ends it. */
  toggle(row: MessageRow): void {
    const rows = this.rows ?? []
    const others = rows.filter(({ key }) => key !== row.key)
    this.#set(others.length < rows.length ? others : [...rows, row])
    this.#last = row
  }

  /** Selects all messages from the one that was touched last to this one. */
  extend(row: MessageRow, known: readonly TimelineRow[]): void {
    const from = this.#last
    if (!from) return this.toggle(row)
    const [first, last] = [Math.min(from.pos, row.pos), Math.max(from.pos, row.pos)]
    const between = known.filter(({ pos, kind }) => kind === 'message' && pos >= first && pos <= last)
    const fresh = between.filter(({ key }) => !this.has(key)) as MessageRow[]
    this.#set([...(this.rows ?? []), ...fresh])
    this.#last = row
  }

  clear(): void {
    this.rows = null
    this.#last = null
  }

  /** What is copied: one text as it is, several with the names of who wrote them. */
  get text(): string {
    const rows = this.rows ?? []
    if (rows[0] && rows.length === 1) return wordsOf(rows[0])
    return rows.map((row) => `${row.name}:\n${wordsOf(row)}`).join('\n\n')
  }

  #set(rows: readonly MessageRow[]): void {
    if (rows.length === 0) this.clear()
    else this.rows = rows.toSorted((a, b) => a.pos - b.pos)
  }
}
