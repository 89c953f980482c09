/** Nobody is offered to change what the server would refuse to change. */
import { expect, test } from 'vitest'

import type { MessageRow } from '../engine/rpc'
import { editable } from './editable'

const own = { own: true, deleted: false, at: 0 } as MessageRow
const HOUR = 3_600_000

test('one changes what one has written oneself', () => {
  expect(editable(own, 48, HOUR)).toBe(true)
  expect(editable({ ...own, own: false }, 48, HOUR)).toBe(false)
  expect(editable({ ...own, deleted: true }, 48, HOUR)).toBe(false)
  expect(editable({ ...own, forward: { from: 'u', name: 'Ann' } }, 0, HOUR)).toBe(false)
})

test('as long as the server takes it, two days where that is not known', () => {
  for (const hours of [1, 48, undefined]) {
    expect(editable(own, hours, (hours ?? 48) * HOUR)).toBe(true)
    expect(editable(own, hours, (hours ?? 48) * HOUR + 1)).toBe(false)
  }
  expect(editable(own, 0, 100_000 * HOUR)).toBe(true)
})
