/** Nobody is offered to change what the server would refuse to change. */
import { expect, test } from 'vitest'

import type { MessageRow } from '../engine/rpc'
import { editable } from './editable'

const own = { own: true, deleted: false, at: 0 } as MessageRow
const HOUR = 3_600_000

test('one changes what one has written oneself', () => {
  expect(editable(own, HOUR)).toBe(true)
  expect(editable({ ...own, own: false }, HOUR)).toBe(false)
  expect(editable({ ...own, deleted: true }, HOUR)).toBe(false)
  expect(editable({ ...own, forward: { from: 'u', name: 'Ann' } }, HOUR)).toBe(false)
})

test('for two days', () => {
  expect(editable(own, 48 * HOUR)).toBe(true)
  expect(editable(own, 48 * HOUR + 1)).toBe(false)
})
