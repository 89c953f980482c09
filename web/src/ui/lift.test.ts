/** Where a message stands whose menu is open below it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { liftedTop } from './lift'

test('where there is no room nothing is lifted', () => {
  expect(liftedTop(40, 20, 95)).toBeNull()
})

test('it stays at its place if the menu leaves it there, and is shown from its beginning if it is too long', () => {
  expect(liftedTop(120, 60, 400)).toEqual({ top: 120, cut: false })
  expect(liftedTop(380, 60, 400)).toEqual({ top: 328, cut: false })
  expect(liftedTop(-500, 900, 400)).toEqual({ top: 12, cut: true })
})

test('it never reaches under the menu unless it is cut', () => {
  const px = fc.integer({ min: 0, max: 2_000 })
  fc.assert(
    fc.property(fc.integer({ min: -2_000, max: 2_000 }), px, px, (top, height, room) => {
      const at = liftedTop(top, height, room)
      if (at && !at.cut) expect(at.top + height).toBeLessThanOrEqual(room)
      if (at) expect(at.top).toBeGreaterThanOrEqual(12)
    }),
  )
})
