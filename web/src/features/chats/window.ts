/** Which rows of a long list of equally high ones are drawn: those in sight, some around them, and the one with the focus. */

/** Rows drawn above and below what is in sight. */
const AROUND = 8

/**
 * @param scrolled pixels scrolled; `view` and `row`: heights in pixels, 0 while they are not known
 * @param kept an index that is drawn wherever it is (-1: none)
 * @returns the indexes, in order
 */
export function drawn(count: number, scrolled: number, view: number, row: number, kept = -1): number[] {
  const height = row > 0 ? row : 1
  const most = Math.max(0, count - 1)
  const first = clamp(Math.floor(scrolled / height) - AROUND, most)
  const last = clamp(Math.ceil((scrolled + (row > 0 ? view : 0)) / height) + AROUND, most)
  const all = count === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  if (kept < 0 || kept >= count || (kept >= first && kept <= last)) return all
  return kept < first ? [kept, ...all] : [...all, kept]
}

/** Where to scroll so that a row is wholly in sight; the same if it is. `above`: pixels before the rows. */
export function revealed(index: number, scrolled: number, view: number, row: number, above = 0): number {
  const top = above + index * row
  if (top < scrolled) return top
  return top + row > scrolled + view ? top + row - view : scrolled
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most))
