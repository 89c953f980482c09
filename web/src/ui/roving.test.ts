/** Which control an arrow key leads to. */
import { expect, test } from 'vitest'

import { target } from './roving'

test.each([
  ['ArrowDown', 'vertical', 0, 3, 1],
  ['ArrowDown', 'vertical', 2, 3, 0],
  ['ArrowUp', 'vertical', 0, 3, 2],
  ['ArrowUp', 'vertical', -1, 3, 2],
  ['ArrowDown', 'vertical', -1, 3, 0],
  ['ArrowRight', 'horizontal', 0, 2, 1],
  ['Home', 'horizontal', 1, 2, 0],
  ['End', 'horizontal', 0, 2, 1],
  ['ArrowRight', 'vertical', 0, 2, null],
  ['a', 'vertical', 0, 2, null],
  ['ArrowDown', 'vertical', -1, 0, null],
] as const)('%s, %s, from %d of %d', (key, axis, at, length, to) => {
  expect(target(key, axis, at, length)).toBe(to)
})

test('arrows follow the direction of the text', () => {
  expect(target('ArrowLeft', 'horizontal', 0, 2, true)).toBe(1)
})
