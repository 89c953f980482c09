/** Moments are those of the reader's clock, never over and never too far ahead. */
import { expect, test } from 'vitest'

import { clockOf, momentOf, usual } from './moments'

const at = (hour: number, minute = 0, day = 21) => new Date(2026, 10, day, hour, minute).getTime()

test.each([
  [at(14, 35), 'hour 15:35, evening 18:00, morning 09:00'],
  [at(16, 59), 'hour 17:59, evening 18:00, morning 09:00'],
  [at(17, 0), 'hour 18:00, morning 09:00'],
  [at(23, 30), 'hour 00:30, morning 09:00'],
])('the usual ones at %d', (now, expected) => {
  const all = usual(now)
  expect(all.map(({ id, at }) => `${id} ${clockOf(at)}`).join(', ')).toBe(expected)
  expect(all.at(-1)?.at).toBe(at(9, 0, 22))
})

test('a day and a time make a moment, unless that is over, too far, or none', () => {
  const now = at(14, 35)
  const today = new Date(2026, 10, 21)
  expect(momentOf(today, '14:36', now)).toBe(at(14, 36))
  expect(momentOf(today, '14:35', now)).toBeNull()
  expect(momentOf(new Date(2027, 10, 22), '14:35', now)).toBe(new Date(2027, 10, 22, 14, 35).getTime())
  expect(momentOf(new Date(2027, 10, 22), '14:36', now)).toBeNull()
  expect(momentOf(today, '', now)).toBeNull()
})
