/** Which `seq` of a chat are here: sorted, disjoint, not touching runs `[from, to]`, both ends included. */

export type Range = readonly [from: number, to: number]
export type Ranges = readonly Range[]

/** The ranges with `[from, to]` added; runs that touch become one. */
export function add(ranges: Ranges, from: number, to: number): Ranges {
  const before = ranges.filter((range) => range[1] < from - 1)
  const after = ranges.filter((range) => range[0] > to + 1)
  const joined = ranges.slice(before.length, ranges.length - after.length)
  const first = joined[0]
  const last = joined[joined.length - 1]
  if (first && last) return [...before, [Math.min(from, first[0]), Math.max(to, last[1])], ...after]
  return [...before, [from, to], ...after]
}

/** The ranges without everything below `from`. */
export function keepFrom(ranges: Ranges, from: number): Ranges {
  return ranges.filter((range) => range[1] >= from).map((range) => [Math.max(range[0], from), range[1]])
}

/** The run that `seq` is in. */
export function find(ranges: Ranges, seq: number): Range | null {
  return ranges.find((range) => range[0] <= seq && seq <= range[1]) ?? null
}

/** Is all of `[from, to]` here? An empty stretch is. */
export function covers(ranges: Ranges, from: number, to: number): boolean {
  return from > to || (find(ranges, from)?.[1] ?? -1) >= to
}

/** The one with this number, counted from 0 through all runs. */
export function nth(ranges: Ranges, n: number): number {
  let left = n
  for (const [from, to] of ranges) {
    if (left <= to - from) return from + left
    left -= to - from + 1
  }
  return newest(ranges)?.[1] ?? 0
}

/** How many there are. */
export function size(ranges: Ranges): number {
  return ranges.reduce((sum, range) => sum + range[1] - range[0] + 1, 0)
}

/** The newest run. */
export function newest(ranges: Ranges): Range | null {
  return ranges[ranges.length - 1] ?? null
}
