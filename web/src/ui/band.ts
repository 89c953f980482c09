/** How far something follows the finger that pulls it: with it at first, then less and less, as on a rubber band. */

/**
 * @param by pixels that the finger has gone
 * @param free pixels up to which it is followed
 * @param over pixels that it gives beyond them, never reached
 */
export function band(by: number, free: number, over: number): number {
  if (by <= free) return by
  return free + over * (1 - Math.exp((free - by) / (2 * over)))
}
