/** Ranges say the same as the set of what was added. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { add, covers, find, keepFrom, newest, nth, size, type Ranges } from '../../src/engine/sync/ranges'

const seq = fc.integer({ min: 1, max: 60 })
const stretch = fc
  .tuple(seq, fc.integer({ min: 0, max: 12 }))
  .map(([from, more]) => [from, from + more] as const)
const numbers = (ranges: Ranges) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))

test('adding in any order gives the set, in its shortest form', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 30 }), seq, (stretches, at) => {
      const set = new Set(numbers(stretches))
      let ranges: Ranges = []
      for (const [from, to] of stretches) ranges = add(ranges, from, to)
      expect(numbers(ranges)).toEqual([...set].sort((a, b) => a - b))
      ranges.forEach(([from], i) => expect(from).toBeGreaterThan((ranges[i - 1]?.[1] ?? -1) + 1))
      expect(size(ranges)).toBe(set.size)
      numbers(ranges).forEach((n, i) => expect(nth(ranges, i)).toBe(n))
      expect(find(ranges, at) !== null).toBe(set.has(at))
      expect(newest(ranges)?.[1] ?? null).toBe(set.size ? Math.max(...set) : null)
      expect(numbers(keepFrom(ranges, at))).toEqual(numbers(ranges).filter((n) => n >= at))
    }),
  )
})

test('a stretch is covered if all of it is there; an empty one always is', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 10 }), seq, seq, (stretches, from, to) => {
      const set = new Set(numbers(stretches))
      const ranges = stretches.reduce<Ranges>((all, [a, b]) => add(all, a, b), [])
      const all = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).every((n) =>
        set.has(n),
      )
      expect(covers(ranges, from, to)).toBe(all)
    }),
  )
})
