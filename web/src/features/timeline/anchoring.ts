/**
 * Keeps the message that is being read where it is while messages come, go and grow around it.
 *
 * There are two states. *Stuck*: the reader is at the newest message and stays there. *Held*: the rows on
 * screen have remembered offsets, and after any change the first of them that still exists is put back by a
 * relative scroll. Several rows are remembered, because the change may delete the first.
 */

import type { Place } from '../../models/Timeline.svelte'

/** How near the end counts as being there, in pixels. */
export const STUCK_PX = 48

type Held = Readonly<{ row: HTMLElement; dy: number }>

export class Anchoring {
  /** Is the reader at the newest message? */
  stuck = true
  #held: readonly Held[] = []
  #height = 0
  #viewHeight = 0

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
    // A change of height that was not settled yet would look as if the reader had scrolled.
    if (this.view.scrollHeight !== this.#height || this.view.clientHeight !== this.#viewHeight) this.settle()
    else this.#remember()
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
    const first = this.#held[0]
    return first ? { key: first.row.dataset.key ?? '', dy: first.dy } : null
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
    this.stuck = this.atEnd() && this.distanceToEnd <= STUCK_PX
    this.#held = this.#visible()
  }

  /** The rows whose top is on screen, then the rest of what can be seen; found by halving, as rows are in order. */
  #visible(): Held[] {
    const rows = this.rows
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle]
      if (row && this.#offset(row) < 0) low = middle + 1
      else high = middle
    }
    const found: Held[] = []
    for (const row of rows.slice(low)) {
      const dy = this.#offset(row)
      if (dy > this.#viewHeight) break
      found.push({ row, dy })
    }
    // The outermost rows are the likeliest to be replaced; a row taller than the view has no top on screen.
    const outermost = (held: Held) => held.row === rows[0] || held.row === rows.at(-1)
    const cut = rows[low - 1]
    const tall = cut ? [{ row: cut, dy: this.#offset(cut) }] : []
    return [...found.filter((held) => !outermost(held)), ...tall, ...found.filter(outermost)]
  }
}
