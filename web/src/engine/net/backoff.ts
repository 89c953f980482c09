/** How long to wait before trying again: doubling, capped, with full jitter so that clients do not return in step. */

export interface Backoff {
  /** Milliseconds until the next attempt; each call counts as a failure. */
  next(): number
  /** It worked: begin again. */
  reset(): void
}

/** Waits random · min(cap, first · 2ⁿ) milliseconds after the n-th failure in a row. */
export function backoff(first: number, cap: number, random: () => number): Backoff {
  let failures = 0
  return {
    next: () => random() * Math.min(cap, first * 2 ** Math.min(failures++, 30)),
    reset() {
      failures = 0
    },
  }
}
