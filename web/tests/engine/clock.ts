/** A clock that stands until a test moves it. */
import type { Clock } from '../../src/engine/net/clock'

export class FakeClock implements Clock {
  time = 1_700_000_000_000
  /** What `random` answers. */
  chance = 0.5
  #timers: { at: number; run: () => void }[] = []

  now = () => this.time
  random = () => this.chance

  after = (ms: number, run: () => void) => {
    const timer = { at: this.time + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves on, running what falls due, in order. */
  advance(ms: number): void {
    const end = this.time + ms
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = end
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length
  }
}

/** Lets the database and promises go on until `done`; throws if that never comes. */
export async function until(done: () => boolean, what = 'it'): Promise<void> {
  for (let turn = 0; turn < 20_000; turn++) {
    if (done()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`${what} did not happen`)
}

/** Lets everything go on that needs no clock. */
export async function rest(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}
