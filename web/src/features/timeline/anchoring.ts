/**
 * Keeps the message that is being read where it is while messages come, go and grow around it.
 *
 * There are two states. *Stuck*: the reader is at the newest message and stays there. *Held*: the rows on
 * screen have remembered offsets, and after any change the first of them that still exists is put back by a
 * relative scroll. Several rows are remembered, because the change may delete the first.
 *
 * Most browsers do much of this themselves (`overflow-anchor`, CSS Scroll Anchoring), also while the wheel turns, when
 * a scroll of ours would count as layout shift. What they leave, at the very top and in Safari, is done here.
 */

import type { Place } from '../../models/Timeline.svelte'

/** How near the end counts as being there, in pixels. */
export const STUCK_PX = 48

type Held = Readonly<{ row: HTMLElement; dy: number }>

export class Anchoring {
  /** Is the reader at the newest message? */
  stuck = true
  /** The rows on screen, in order. */
  #shown: readonly Held[] = []
  #cut: readonly Held[] = []
  /** All these, the likeliest to survive a change first. */
  #held: readonly Held[] = []
  #height = 0
  #viewHeight = 0
  #top = 0

  /**
   * @param view the scrolling element; its rows carry `data-key`
   * @param atEnd does the window hold the newest message?
   */
  constructor(
    readonly view: HTMLElement,
    readonly atEnd: () => boolean,
  ) {}

  /** The rows of the window, in order. */
  get rows(): HTMLElement[] {
    return [...this.view.querySelectorAll<HTMLElement>('[data-key]')]
  }

  get distanceToEnd(): number {
    return this.view.scrollHeight - this.view.clientHeight - this.view.scrollTop
  }

  /** Call before the rows change, and whenever the reader scrolled: remembers what is on screen. */
  hold(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.view
    const grown = scrollHeight - this.#height
    const same = grown === 0 && clientHeight === this.#viewHeight
    // A change of height that was not settled yet would look as if the reader had scrolled; but what only grows takes
    // nobody upwards.
    if (same || (this.stuck && grown >= 0 && scrollTop < this.#top)) this.#remember()
    else this.settle()
  }

  /** Call after the rows or any height changed, in the same frame: puts back what was remembered. */
  settle(): void {
    if (this.stuck && this.atEnd()) this.view.scrollTop = this.view.scrollHeight
    else {
      const known = this.#held.find(({ row }) => row.isConnected)
      if (known) this.#shift(this.#offset(known.row) - known.dy)
    }
    this.#remember()
  }

  /** Scrolls to the newest message of the window and stays there. */
  toEnd(): void {
    this.stuck = true
    this.view.scrollTop = this.view.scrollHeight
    this.#remember()
  }

  /** Puts the top of a row at `dy` pixels below the top of the view. */
  put(row: HTMLElement, dy: number): void {
    this.#shift(this.#offset(row) - dy)
    this.stuck = false
    this.#remember()
  }

  /** Takes the present position, however it was reached, as the reader's. */
  rest(): void {
    this.#remember()
  }

  /** The first row on screen and where it is; null in an empty window. */
  get place(): Place | null {
    const first = this.#shown[0] ?? this.#cut[0]
    return first ? { key: first.row.dataset.key ?? '', dy: first.dy } : null
  }

  /** The last message whose end is on screen. */
  get lastSeen(): string | null {
    const seen = [...this.#cut, ...this.#shown].findLast(
      ({ row, dy }) => dy + row.offsetHeight <= this.#viewHeight + 1,
    )
    return seen?.row.dataset.key ?? null
  }

  /** Distance of a row's top from the top of the view, in pixels. */
  #offset(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.view.getBoundingClientRect().top
  }

  #shift(by: number): void {
    if (by !== 0) this.view.scrollTop += by
  }

  #remember(): void {
    this.#height = this.view.scrollHeight
    this.#viewHeight = this.view.clientHeight
    this.#top = this.view.scrollTop
    this.stuck = this.atEnd() && this.distanceToEnd <= STUCK_PX
    const rows = this.rows
    const first = firstIndex(rows, (row) => this.#offset(row) >= 0)
    const end = firstIndex(rows, (row) => this.#offset(row) > this.#viewHeight)
    const hold = (row: HTMLElement): Held => ({ row, dy: this.#offset(row) })
    this.#shown = rows.slice(first, end).map(hold)
    // A row that begins above the view; in a view filled by one long message it is the only one.
    this.#cut = rows.slice(Math.max(0, first - 1), first).map(hold)
    // The outermost rows are the likeliest to be replaced, so they are trusted last.
    const outermost = ({ row }: Held) => row === rows[0] || row === rows.at(-1)
    this.#held = [
      ...this.#shown.filter((held) => !outermost(held)),
      ...this.#cut,
      ...this.#shown.filter(outermost),
    ]
  }
}

/** The first index at which `holds` is true, of rows in which it turns true once; found by halving. */
function firstIndex(rows: readonly HTMLElement[], holds: (row: HTMLElement) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && !holds(row)) low = middle + 1
    else high = middle
  }
  return low
}
