/** Where arrow keys lead in a grid that wraps: rows of `columns`, the last one perhaps shorter. */

/** The next index from `at`; null for keys that do not move. */
export function step(key: string, at: number, length: number, columns: number): number | null {
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key]
  if (by === undefined || length === 0) return null
  const to = at + by
  if (to >= 0 && to < length) return to
  // From the row above a short last row one comes to its end.
  const below = by === columns && Math.floor(at / columns) < Math.floor((length - 1) / columns)
  return below ? length - 1 : at
}
