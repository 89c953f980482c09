/** How a pulled message follows the finger. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { ENOUGH_PX, pull } from './swipe'

test('with the finger to where letting go answers, then less and less, never away', () => {
  expect(pull(-20)).toBe(0)
  expect(pull(30)).toBe(30)
  expect(pull(ENOUGH_PX)).toBe(ENOUGH_PX)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), (by) => {
      expect(pull(by)).toBeLessThanOrEqual(72)
      expect(pull(by + 1)).toBeGreaterThanOrEqual(pull(by))
    }),
  )
})
