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

  /** How many timers end in exactly so many ms. */
  due(ms: number): number {
    return this.#timers.filter((timer) => timer.at === this.time + ms).length
  }
}

/** How long what must come may take on a busy machine, in ms: parts of the engine are loaded when they are first needed. */
const PATIENCE = 30_000

/** Lets the database, promises and modules go on until `done`; throws if that never comes. */
export async function until(done: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const end = performance.now() + PATIENCE
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`${what} did not happen`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Lets time pass, `ms` at a step, until `done`; throws if that never comes. */
export async function passing(clock: FakeClock, ms: number, done: () => boolean, what = 'it'): Promise<void> {
  const end = performance.now() + PATIENCE
  while (!done()) {
    if (performance.now() > end) throw new Error(`${what} did not happen`)
    clock.advance(ms)
    await rest()
  }
}

/** Lets everything go on that needs no clock. */
export async function rest(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}
