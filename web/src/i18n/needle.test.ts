/** What is found in a text, and where. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { Needle } from './needle'

test.each([
  ['ёлка', 'Наша Елка', true],
  ['ghbdtn', 'Ну привет!', true],
  ['руддщ', 'hello there', true],
  ['насос вода', 'Вода будет, насос проверил', true],
  ['насос газ', 'Вода будет, насос проверил', false],
  ['cafe', 'Café', true],
  ['ﬁne', 'fine', true],
  ['й', 'и', false],
])('%s in %s: %s', (query, text, found) => {
  expect(new Needle(query).isIn(text)).toBe(found)
})

test('cuts out what was found as it was written', () => {
  expect(new Needle('елка').cut('Ёлка, ёлка')).toEqual(['', 'Ёлка', ', ', 'ёлка', ''])
  expect(new Needle('cafe').cut('Cafe\u0301!')).toEqual(['', 'Cafe\u0301', '!'])
  expect(new Needle('f').cut('ﬁ')).toEqual(['', 'ﬁ', ''])
  expect(new Needle('x').cut('none')).toEqual(['none'])
  expect(new Needle(' ').empty).toBe(true)
})

test('no letter is lost by cutting, and what is cut out is found', () => {
  const text = fc.string({ unit: fc.constantFrom('а', 'ё', 'Е', 'e', '\u0301', 'ﬁ', 'б', ' ', '😀') })
  fc.assert(
    fc.property(text, fc.constantFrom('е', 'ае', 'fi', 'б', 'б е'), (written, query) => {
      const needle = new Needle(query)
      const pieces = needle.cut(written)
      expect(pieces.join('')).toBe(written)
      if (needle.isIn(written)) expect(pieces.length).toBeGreaterThan(1)
    }),
  )
})
