/** Months are laid out in weeks, and keys lead from day to day. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { dayBy, weeks } from './month'

test('November 2026 begins on a Sunday', () => {
  const all = weeks({ year: 2026, month: 10 })
  expect(all[0]).toEqual([null, null, null, null, null, null, 1])
  expect(all.at(-1)).toEqual([30, null, null, null, null, null, null])
})

test('every day of every month is there once, under its day of the week', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 0, max: 11 }), (year, month) => {
      const all = weeks({ year, month })
      const days = all.flat().filter((day) => day !== null)
      expect(days).toEqual(Array.from({ length: new Date(year, month + 1, 0).getDate() }, (_, i) => i + 1))
      for (const week of all) {
        expect(week).toHaveLength(7)
        week.forEach((day, i) => {
          if (day !== null) expect((new Date(year, month, day).getDay() + 6) % 7).toBe(i)
        })
      }
    }),
  )
})

test.each([
  ['ArrowLeft', new Date(2026, 0, 1), new Date(2025, 11, 31)],
  ['ArrowDown', new Date(2026, 10, 28), new Date(2026, 11, 5)],
  ['PageUp', new Date(2026, 2, 31), new Date(2026, 1, 28)],
  ['PageDown', new Date(2026, 0, 31), new Date(2026, 1, 28)],
])('%s', (key, from, to) => {
  expect(dayBy(key, from)).toEqual(to)
})

test('other keys lead nowhere', () => expect(dayBy('Enter', new Date())).toBeNull())
