/** The options of a poll while they are written: one empty line to go on in, and no holes at the end. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { MAX_OPTIONS } from '../../api/schema'
import { settled, shifted, written } from './options'

const lines = (...texts: string[]) => texts.map((text, i) => ({ id: i + 1, text }))
const texts = (found: readonly { text: string }[] | null) => found?.map(({ text }) => text) ?? null

test('nothing goes where there is no place for it, and an empty line goes nowhere', () => {
  expect(shifted(lines('a', 'b', ''), 1, -1)).toBeNull()
  expect(shifted(lines('a', 'b', ''), 2, 1)).toBeNull()
  expect(shifted(lines('a', 'b', ''), 3, -1)).toBeNull()
  expect(shifted(lines('a', 'b'), 9, 1)).toBeNull()
  expect(texts(shifted(lines('a', 'b', ''), 2, -1))).toEqual(['b', 'a', ''])
})

test('a full last line makes room for another, until there are as many as can be', () => {
  expect(texts(settled(lines('a', '')))).toEqual(['a', ''])
  expect(texts(settled(lines('a', 'b')))).toEqual(['a', 'b', ''])
  expect(texts(settled(lines('', '', '', '')))).toEqual(['', ''])
  const full = lines(...Array.from({ length: MAX_OPTIONS }, (_, i) => String(i)))
  expect(settled(full)).toEqual(full)
})

test('property: what is written stays, in its order, and every line has an id of its own', () => {
  const some = fc.array(fc.constantFrom('', ' ', 'a', 'b'), { minLength: 2, maxLength: MAX_OPTIONS })
  fc.assert(
    fc.property(some, (given) => {
      const before = lines(...given)
      const after = settled(before)
      expect(written(after)).toEqual(written(before))
      expect(new Set(after.map(({ id }) => id)).size).toBe(after.length)
      expect(after.length).toBeLessThanOrEqual(MAX_OPTIONS)
      expect(settled(after)).toEqual(after)
    }),
  )
})
