/** Hues and initials of people and chats. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { hue, initials } from './person'

test.each([
  ['Аня Петрова', 2, 'АП'],
  ['Дачный кооператив', 1, 'Д'],
  ['«Клён» мастерская', 2, 'КМ'],
  ['lena', 2, 'L'],
  ['anna_maria', 2, 'AM'],
  ['👩‍🚀 Космос', 2, '👩‍🚀К'],
  [`z${'\u0336'.repeat(60)}algo`, 2, 'Z\u0336\u0336'],
  ['  ', 2, ''],
  ['***', 2, ''],
  ['', 2, ''],
])('initials of %s', (name, count, expected) => {
  expect(initials(name, count)).toBe(expected)
})

test('every id has one of eight hues', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(hue(id)).toBeGreaterThanOrEqual(0)
      expect(hue(id)).toBeLessThan(8)
    }),
  )
})

test('ids spread over all hues', () => {
  const all = Array.from({ length: 256 }, (_, i) => hue(`0000-${i.toString(16).padStart(2, '0')}`))
  expect(new Set(all).size).toBe(8)
})
