/** The rows of the scroller bench: random heights, and every change that a timeline can undergo. */
import type MessageScroller from '../src/features/timeline/MessageScroller.svelte'
import type { Opening } from '../src/models/Timeline.svelte'

type Row = { key: string; height: number }

export class Bench {
  rows = $state.raw<readonly Row[]>([])
  atStart = $state(false)
  atEnd = $state(true)
  opening = $state.raw<Opening>({ at: 'end' })
  height = $state(600)
  scroller = $state<MessageScroller>()
  requests: string[] = []
  #next = 0
  #seed = 1

  /** A repeatable pseudo-random number below `n` (mulberry32). */
  random(n: number): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) / 4294967296) * n
  }

  #make(n: number): Row[] {
    const row = () => ({ key: `r${String(this.#next++)}`, height: 24 + Math.floor(this.random(260)) })
    return Array.from({ length: n }, row)
  }

  reset(count: number, seed: number) {
    this.#seed = seed
    this.requests = []
    this.rows = this.#make(count)
    this.atStart = this.atEnd = true
    this.opening = { at: 'end' }
  }

  prepend(n: number) {
    this.rows = [...this.#make(n), ...this.rows]
  }

  append(n: number) {
    this.rows = [...this.rows, ...this.#make(n)]
  }

  remove(keys: string[]) {
    this.rows = this.rows.filter((row) => !keys.includes(row.key))
  }

  grow(key: string, by: number) {
    const grown = (row: Row) => ({ ...row, height: Math.max(8, row.height + by) })
    this.rows = this.rows.map((row) => (row.key === key ? grown(row) : row))
  }

  resize(to: number) {
    this.height = to
  }

  edges(start: boolean, end: boolean) {
    this.atStart = start
    this.atEnd = end
  }

  open(count: number, index: number, fraction: number) {
    this.rows = this.#make(count)
    this.opening = { at: 'row', key: this.rows[index]?.key ?? '', fraction }
  }

  keys(): string[] {
    return this.rows.map((row) => row.key)
  }

  reveal(key: string) {
    this.scroller?.reveal(key)
  }

  toEnd() {
    this.scroller?.toEnd()
  }

  trim(first: string, last: string) {
    this.requests.push(`trim ${first} ${last}`)
    const from = this.rows.findIndex((row) => row.key === first)
    const to = this.rows.findIndex((row) => row.key === last)
    if (from > 0) this.atStart = false
    if (to < this.rows.length - 1) this.atEnd = false
    this.rows = this.rows.slice(from, to + 1)
  }
}
