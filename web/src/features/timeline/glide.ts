/** A smooth scroll that follows its target, so that rows which come or grow on the way do not spoil it. */
import { calm } from '../../ui/calm'
import type { Anchoring } from './anchoring'

const MS = 240
/** A glide begins at most so far from its target, in pixels; what is farther is jumped over. */
const FARTHEST = 240

const ease = (t: number) => 1 - (1 - t) ** 3

export class Glide {
  running = false
  #frame = 0

  constructor(readonly anchoring: Anchoring) {}

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.running = false
  }

  /** Brings the row's middle to the middle of the view; a row taller than that, its top near the top. */
  to(row: HTMLElement): void {
    const { view } = this.anchoring
    this.#run(() => {
      const room = view.clientHeight - row.offsetHeight
      return this.#top(row) - Math.max(16, room / 2)
    })
  }

  /** Goes to the newest row. */
  toEnd(): void {
    this.#run(() => this.anchoring.distanceToEnd)
  }

  #top(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.anchoring.view.getBoundingClientRect().top
  }

  /** Drives `left()`, the distance still to scroll, to zero. */
  #run(left: () => number): void {
    this.stop()
    const { view } = this.anchoring
    const far = left()
    if (Math.abs(far) > view.clientHeight * 2) view.scrollTop += far - Math.sign(far) * FARTHEST
    const from = left()
    const still = calm()
    const start = performance.now()
    const step = (now: number) => {
      const t = still ? 1 : Math.min(1, Math.max(0, now - start) / MS)
      view.scrollTop += left() - from * (1 - ease(t))
      this.running = t < 1
      if (this.running) this.#frame = requestAnimationFrame(step)
      else this.anchoring.rest()
    }
    this.running = true
    step(start)
  }
}
