/** The time that is left reads like a clock, and never as less than it is. */
import { expect, test } from 'vitest'

import { left } from './countdown'

test.each([
  [-5, '0:00'],
  [0, '0:00'],
  [1, '0:01'],
  [59_001, '1:00'],
  [61_000, '1:01'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [3_905_000, '1:05:05'],
])('%i ms is %s', (ms, text) => expect(left(ms)).toBe(text))
