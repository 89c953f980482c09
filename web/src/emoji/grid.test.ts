/** Arrow keys in a grid that wraps. */
import { expect, test } from 'vitest'

import { step } from './grid'

test.each([
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 7, 9],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 2, 2],
  ['Home', 2, null],
])('%s from %i of ten in rows of four leads to %s', (key, at, to) => {
  expect(step(key, at, 10, 4)).toBe(to)
})

test('nowhere in nothing', () => expect(step('ArrowDown', 0, 0, 4)).toBeNull())
