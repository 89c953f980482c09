/** Where a dragged row would be dropped. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { aim } from './drag'

const three = { count: 3, height: 72 }

test('half a row and more is another place', () => {
  expect(aim(35, { ...three, from: 0 }).to).toBe(0)
  expect(aim(37, { ...three, from: 0 }).to).toBe(1)
  expect(aim(-37, { ...three, from: 2 }).to).toBe(1)
  expect(aim(110, { ...three, from: 0 })).toEqual({ px: 110, to: 2 })
})

test('never out of the ordered ones, wherever the mouse goes', () => {
  const some = fc.integer({ min: 1, max: 20 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      from: fc.integer({ min: 0, max: count - 1 }),
      height: fc.constantFrom(60, 72),
    }),
  )
  fc.assert(
    fc.property(some, fc.integer({ min: -5_000, max: 5_000 }), (ordered, px) => {
      const aimed = aim(px, ordered)
      expect(aimed.to).toBeGreaterThanOrEqual(0)
      expect(aimed.to).toBeLessThan(ordered.count)
      expect(Math.abs(aimed.px)).toBeLessThanOrEqual(Math.abs(px))
    }),
  )
})
