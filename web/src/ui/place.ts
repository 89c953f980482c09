/** Where a floating box goes beside its anchor: below or above, shifted so that it stays in the window. */

export type Box = Readonly<{ x: number; y: number; width: number; height: number }>
export type Size = Readonly<{ width: number; height: number }>

const MARGIN = 8
const GAP = 6

/**
 * @param anchor what the box belongs to, in window pixels; a point has no size
 * @param align which edges are in line: `start` the left ones, `end` the right ones
 * @returns the box's left upper corner in window pixels
 */
export function place(anchor: Box, box: Size, view: Size, align: 'start' | 'end' | 'middle' = 'start') {
  const below = anchor.y + anchor.height + GAP
  const above = anchor.y - GAP - box.height
  const fits = below + box.height <= view.height - MARGIN
  const y = fits || above < MARGIN ? below : above
  const lined = {
    start: anchor.x,
    end: anchor.x + anchor.width - box.width,
    middle: anchor.x + (anchor.width - box.width) / 2,
  }
  return {
    x: clamp(lined[align], view.width - MARGIN - box.width),
    y: clamp(y, view.height - MARGIN - box.height),
  }
}

function clamp(value: number, most: number): number {
  return Math.max(MARGIN, Math.min(value, most))
}
