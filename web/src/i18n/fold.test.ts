/** Search folding: case, ё, diacritics, keyboard layout, transliteration. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { fold, matches, readings } from './fold'

test.each([
  ['Ёлка', 'елка'],
  ['Café', 'cafe'],
  ['ЙОД', 'йод'],
  ['ﬁle', 'file'],
  ['', ''],
])('fold %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

describe('matches', () => {
  test.each([
    ['Аня Петрова', 'пет'],
    ['Аня Петрова', 'АН'],
    ['Аня Петрова', 'gtn'], // the wrong layout
    ['Аня Петрова', 'petr'],
    ['Алёна', 'алена'],
    ['Lena Hartmann', 'дутф'], // the wrong layout, the other way
    ['Lena Hartmann', 'hart'],
    ['Иван', 'Ivan'],
    ['anyone', ''],
    ['anyone', '   '],
  ])('%s by %s', (name, query) => {
    expect(matches(name, query)).toBe(true)
  })

  test.each([
    ['Аня Петрова', 'етр'],
    ['Аня Петрова', 'игорь'],
    ['Lena', '['],
  ])('not %s by %s', (name, query) => {
    expect(matches(name, query)).toBe(false)
  })
})

test('folding is idempotent', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)))
})

test('a name is found by its own beginning, in any case', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-ZА-ЯЁa-zа-яё]{1,20}$/), fc.nat({ max: 19 }), (name, length) =>
      matches(name, name.slice(0, length).toUpperCase()),
    ),
  )
})

test('a query has a few different readings, the literal one first', () => {
  expect(readings('Gtn')).toEqual(['gtn', 'пет', 'pet'])
})

test('the short way folds as the long one', () => {
  const simple = fc.stringMatching(/^[\u0020-\u007e\u0410-\u044fЁё«»—]{0,40}$/)
  fc.assert(
    fc.property(simple, (text) => {
      // A letter outside of the plain ones makes fold go the long way.
      expect(fold(`${text}é`)).toBe(`${fold(text)}e`)
    }),
  )
})
