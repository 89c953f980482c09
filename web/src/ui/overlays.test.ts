/** Overlays close from the top. */
import { expect, test } from 'vitest'

import { overlays } from './overlays'

test('the last one opened closes first, and nothing closes twice', () => {
  const closed: string[] = []
  overlays.add(() => closed.push('dialog'))
  const gone = overlays.add(() => closed.push('menu'))
  overlays.add(() => closed.push('toast'))
  expect(overlays.open).toBe(true)
  expect(overlays.closeTop()).toBe(true)
  gone()
  gone()
  expect(overlays.closeTop()).toBe(true)
  expect(overlays.closeTop()).toBe(false)
  expect(closed).toEqual(['toast', 'dialog'])
  expect(overlays.open).toBe(false)
})
