/** A floating box stays in the window whatever its anchor is. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { place } from './place'

const view = { width: 390, height: 844 }
const box = { width: 200, height: 300 }

test.each([
  ['below', { x: 20, y: 100, width: 40, height: 40 }, 'start', { x: 20, y: 146 }],
  [
    'above, when there is no room below',
    { x: 20, y: 700, width: 40, height: 40 },
    'start',
    { x: 20, y: 394 },
  ],
  ['in line at the end', { x: 300, y: 100, width: 40, height: 40 }, 'end', { x: 140, y: 146 }],
  ['shifted in', { x: 360, y: 100, width: 20, height: 20 }, 'start', { x: 182, y: 126 }],
] as const)('%s', (_, anchor, align, at) => {
  expect(place(anchor, box, view, align)).toEqual(at)
})

test('never outside', () => {
  const coordinate = fc.integer({ min: -500, max: 1500 })
  fc.assert(
    fc.property(coordinate, coordinate, fc.constantFrom('start', 'end', 'middle'), (x, y, align) => {
      const at = place({ x, y, width: 0, height: 0 }, box, view, align)
      expect(at.x).toBeGreaterThanOrEqual(8)
      expect(at.y).toBeGreaterThanOrEqual(8)
      expect(at.x + box.width).toBeLessThanOrEqual(view.width - 8)
      expect(at.y + box.height).toBeLessThanOrEqual(view.height - 8)
    }),
  )
})
