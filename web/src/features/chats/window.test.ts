/** Of a long list, everything in sight is drawn, and little else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { drawn, revealed } from './window'

const size = fc.record({
  count: fc.nat(5_000),
  scrolled: fc.nat(400_000),
  view: fc.integer({ min: 100, max: 2_000 }),
  row: fc.integer({ min: 40, max: 140 }),
})

test('property: every row in sight is drawn, once, in order, and no more than three dozen others', () => {
  fc.assert(
    fc.property(size, fc.integer({ min: -1, max: 6_000 }), ({ count, scrolled, view, row }, kept) => {
      const all = drawn(count, scrolled, view, row, kept)
      expect(all).toEqual([...new Set(all)].sort((a, b) => a - b))
      for (const i of all) expect(i).toBeLessThan(count)
      const inSight = (i: number) => (i + 1) * row > scrolled && i * row < scrolled + view
      const missing = Array.from({ length: count }, (_, i) => i).filter((i) => inSight(i) && !all.includes(i))
      expect(missing).toEqual([])
      expect(all.length).toBeLessThan(Math.ceil(view / row) + 36)
      expect(all.includes(kept)).toBe(kept >= 0 && kept < count ? true : false)
    }),
  )
})

test('property: a revealed row is wholly in sight, and the list moves no more than it must', () => {
  fc.assert(
    fc.property(size, fc.nat(5_000), ({ scrolled, view, row }, index) => {
      fc.pre(row <= view)
      const to = revealed(index, scrolled, view, row)
      expect(index * row).toBeGreaterThanOrEqual(to)
      expect((index + 1) * row).toBeLessThanOrEqual(to + view)
      expect(revealed(index, to, view, row)).toBe(to)
    }),
  )
})

test('an empty list has no rows, and an unmeasured one begins with the first', () => {
  expect(drawn(0, 100, 600, 72)).toEqual([])
  expect(drawn(3, 0, 0, 0)).toEqual([0, 1, 2])
  expect(drawn(500, 0, 0, 0)).toHaveLength(9)
})
