/** Names are found as people type them: in part, in the other layout, in Latin letters. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { fold, latin } from './fold'
import { spot } from './spot'

/** The found pieces in brackets. */
const shown = (name: string, query: string) =>
  spot(name, query)
    ?.pieces.map((piece, i) => (i % 2 ? `[${piece}]` : piece))
    .join('') ?? null

test.each([
  ['Аня Петрова', 'пет', 'Аня [Пет]рова'],
  ['Привет всем', 'ghbdtn', '[Привет] всем'],
  ['Wiki', 'цшлш', '[Wiki]'],
  ['Щукин Олег', 'schu', '[Щу]кин Олег'],
  ['Щукин Олег', 'sc', '[Щ]укин Олег'],
  ['Ёлкина', 'елк', '[Ёлк]ина'],
  ['Café Nord', 'cafe', '[Café] Nord'],
  ['Дачный кооператив', 'дач коо', '[Дач]ный [коо]ператив'],
  ['Дачный кооператив', 'коо дач', '[Дач]ный [коо]ператив'],
  ['Огонь👍🏽 вместе', 'вме', 'Огонь👍🏽 [вме]сте'],
  ['«Садовая, 5»', 'сад', '«[Сад]овая, 5»'],
  ['Подъезд', 'ezd', 'Подъ[езд]'],
  ['Аня', '  ', 'Аня'],
])('%s by %s', (name, query, marked) => {
  expect(shown(name, query)).toBe(marked)
})

test('one letter inside a word finds nothing, and no word may be missing', () => {
  expect(spot('Аня', 'н')).toBeNull()
  expect(spot('Аня', 'ня')?.rank).toBe(2)
  expect(spot('Дачный кооператив', 'дач сад')).toBeNull()
  expect(spot('', 'а')).toBeNull()
})

test('a name that begins so goes before one that has it later', () => {
  const rank = (name: string) => spot(name, 'ан')?.rank
  expect([rank('Аня'), rank('Петрова Аня'), rank('Иван')]).toEqual([0, 1, 2])
})

const RUSSIAN = 'абвгдежзийклмнопрстуфхцчшщэюя'
const KEYS = new Map(
  [...'йцукенгшщзхъфывапролджэячсмитьбю'].map((letter, i) => [
    letter,
    "qwertyuiop[]asdfghjkl;'zxcvbnm,."[i] ?? '',
  ]),
)
const word = fc.string({ unit: fc.constantFrom(...RUSSIAN), minLength: 2, maxLength: 9 })

test('property: every beginning of every word is found, in each way to type it', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      (words, which, length) => {
        const name = words.join(' ')
        const whole = words[which % words.length] ?? ''
        const typed = whole.slice(0, 1 + (length % whole.length))
        const wrongLayout = [...typed].map((letter) => KEYS.get(letter) ?? letter).join('')
        for (const query of [typed, typed.toUpperCase(), wrongLayout, latin(fold(typed))]) {
          const found = spot(name, query)
          if (!found || found.rank > 1) return false
        }
        return true
      },
    ),
  )
})

test('property: any two texts are answered, and the pieces are the name', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 })
  fc.assert(fc.property(text, text, (name, query) => (spot(name, query)?.pieces.join('') ?? name) === name))
  fc.assert(fc.property(text, (name) => spot(name, name) !== null || fold(name).trim() === ''))
})
