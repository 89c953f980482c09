/** A row that is pulled aside: follows, gives, rests, and does something when it is pulled over. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { ACTION_PX, isFull, rest, standing } from './pulled'

const WIDTH = 374

test('a short pull goes back, a longer one rests beside what it uncovers', () => {
  expect([rest(35, 2), rest(-35, 2), rest(0, 2)]).toEqual([0, 0, 0])
  expect([rest(36, 2), rest(WIDTH, 2)]).toEqual([ACTION_PX, ACTION_PX])
  expect([rest(-36, 2), rest(-36, 1)]).toEqual([-2 * ACTION_PX, -ACTION_PX])
})

test('only toward the end of the line a pull is full, and never before the thing to do is uncovered', () => {
  expect(isFull(WIDTH / 2, WIDTH)).toBe(false)
  expect(isFull(WIDTH / 2 + 1, WIDTH)).toBe(true)
  expect(isFull(60, 100)).toBe(false)
  fc.assert(
    fc.property(fc.integer({ min: -5_000, max: 0 }), (by) => {
      const px = standing(by, WIDTH, 2)
      expect(isFull(px, WIDTH)).toBe(false)
      expect(px).toBeGreaterThanOrEqual(-2 * ACTION_PX - 24)
    }),
  )
})

test('the row stays with the finger as far as there is anything to uncover', () => {
  expect(standing(-100, WIDTH, 2)).toBe(-100)
  expect(standing(200, WIDTH, 2)).toBe(200)
  expect(standing(9_000, WIDTH, 2)).toBe(WIDTH)
})
