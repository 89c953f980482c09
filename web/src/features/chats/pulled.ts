/** How far a row of the list is pulled aside: what it uncovers there, where it comes to rest, and what a full pull does. */
import { band } from '../../ui/band'

/** How wide each thing to do is. */
export const ACTION_PX = 72
/** Pulled less than this, the row goes back. */
const ENOUGH_PX = 36
const OVER_PX = 24

/**
 * Where the row stands while a finger pulls it; positive is toward the end of the line.
 * @param ends how many things to do are at the end of the line; the one at its start can be pulled over the whole row
 */
export function standing(by: number, width: number, ends: number): number {
  return by > 0 ? Math.min(by, width) : -band(-by, ends * ACTION_PX, OVER_PX)
}

/** Is the row pulled so far that letting go does what is uncovered? */
export const isFull = (px: number, width: number): boolean => px > Math.max(width / 2, ACTION_PX)

/** Where a row comes to rest that is let go at `px`. */
export function rest(px: number, ends: number): number {
  if (Math.abs(px) < ENOUGH_PX) return 0
  return px > 0 ? ACTION_PX : -ends * ACTION_PX
}
