/** How what is pulled follows the finger. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { band } from './band'

test('with the finger as far as is free, then less and less, never farther than it gives', () => {
  expect(band(-20, 56, 16)).toBe(-20)
  expect(band(30, 56, 16)).toBe(30)
  expect(band(56, 56, 16)).toBe(56)
  const px = fc.integer({ min: 1, max: 2_000 })
  fc.assert(
    fc.property(px, px, px, (by, free, over) => {
      const here = band(by, free, over)
      const next = band(by + 1, free, over)
      expect(here).toBeLessThanOrEqual(free + over)
      expect(next).toBeGreaterThanOrEqual(here)
      expect(next - here).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})
