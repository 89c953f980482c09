/** Which words are offered to be completed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { complete, tokenAt } from './completion'

/** The token at `|`. */
function at(marked: string) {
  const caret = marked.indexOf('|')
  return tokenAt(marked.replace('|', ''), caret, caret)
}

test.each([
  ['@|', 'person', ''],
  ['привет @ан|', 'person', 'ан'],
  ['(@kate.b|', 'person', 'kate.b'],
  [':fi|', 'emoji', 'fi'],
  ['да :огонь| и', 'emoji', 'огонь'],
  [':+1|', 'emoji', '+1'],
] as const)('%s', (text, kind, query) => {
  expect(at(text)).toMatchObject({ kind, query })
})

test.each(['mail@ho|', 'a @b c|', ':f|', ':)|', '12:30|', 'https://a|', '::ab|', '@an|na', '@@a|', ''])(
  'not %s',
  (text) => {
    expect(at(text)).toBeNull()
  },
)

test('a selection completes nothing', () => expect(tokenAt('@an', 0, 3)).toBeNull())

test('the choice takes the place of the word', () => {
  const token = at('hi @an| you')
  expect(token && complete(token, 'anna')).toEqual({ from: 3, to: 6, insert: '@anna ', start: 9, end: 9 })
})

test('a token is always what stands before the caret', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, n) => {
      const caret = Math.min(n, text.length)
      const token = tokenAt(text, caret, caret)
      if (token) expect(text.slice(token.from + 1, token.to)).toBe(token.query)
    }),
  )
})
