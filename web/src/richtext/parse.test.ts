/** The chat dialect: shared fixtures, and properties that hold for every text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import recorded from '../../../contract/richtext.json'
import type { Block, Inline } from './ast'
import { parse } from './parse'
import { emojiCount, plain } from './plain'

type Fixture = { text: string; blocks: Block[]; plain: string }

const fixtures = recorded as Fixture[]

test.each(fixtures)('$text', ({ text, blocks, plain: line }) => {
  expect(parse(text)).toEqual(blocks)
  expect(plain(text)).toBe(line)
})

/** Everything that a reader sees, spoilers open. */
function letters(of: Block | Inline): string {
  if ('items' in of) return of.items.flat().map(letters).join('')
  if ('children' in of) return of.children.map(letters).join('')
  return 'text' in of ? of.text : of.username
}

const dialect = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '**',
        '_',
        '~~',
        '||',
        '`',
        '```',
        '\n',
        '> ',
        '- ',
        '1. ',
        ' ',
        '@kate',
        '[a](https://x.y)',
        'https://a.b/c_d).',
        '[',
        '](',
        '*',
        '|',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('every text', () => {
  test('is parsed, and no letter is lost', () => {
    fc.assert(
      fc.property(dialect, (text) => {
        const kept = new Set(parse(text).map(letters).join(''))
        for (const letter of text.match(/[\p{L}]/gu) ?? []) {
          // A fence's language and the target of a named link are not on screen.
          if (!/```|\]\(/.test(text)) expect(kept).toContain(letter)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  test('links lead to the web only', () => {
    const hrefs = (of: Block | Inline): string[] => {
      if ('items' in of) return of.items.flat().flatMap(hrefs)
      if ('children' in of) return of.children.flatMap(hrefs)
      return of.t === 'link' ? [of.href] : []
    }
    fc.assert(
      fc.property(fc.oneof(dialect, fc.webUrl(), fc.string()), (text) => {
        for (const href of parse(text).flatMap(hrefs)) expect(href).toMatch(/^https?:\/\//)
      }),
      { numRuns: 2_000 },
    )
  })

  test('never nests deeper than the four marks', () => {
    const depth = (of: Block | Inline): number => {
      if ('items' in of) return Math.max(0, ...of.items.flat().map(depth))
      return 'children' in of ? 1 + Math.max(0, ...of.children.map(depth)) : 0
    }
    fc.assert(fc.property(dialect, (text) => Math.max(0, ...parse(text).map(depth)) <= 5))
  })
})

test('long hostile texts take no longer than long plain ones', () => {
  for (const part of ['**', '_a', '||', '`', '```\n', '[', '[a](', '@', 'http://', '> ', '**a _b ~~c ||d ']) {
    const text = part.repeat(20_000)
    expect(parse(text).map(letters).join('').length).toBeGreaterThanOrEqual(0)
  }
})

test.each([
  ['👍', 1],
  ['👨‍👩‍👧‍👦 ❤️', 2],
  ['🇷🇺🇬🇧🎉', 3],
  ['👍👍👍👍', 0],
  ['1', 0],
  ['1️⃣', 1],
  ['ok 👍', 0],
  ['', 0],
  ['©', 0],
])('%s is %d emoji', (text, count) => {
  expect(emojiCount(text)).toBe(count)
})
