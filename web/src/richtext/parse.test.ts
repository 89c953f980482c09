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
  if (of.t === 'hashtag') return of.tag
  return 'text' in of ? of.text : of.username
}

const MARKS = { bold: '**', italic: '_', strike: '~~', spoiler: '||' } as const

/** The dialect for what was read from it. */
function written(blocks: readonly Block[]): string {
  return blocks.map(block).join('\n\n')
}

function block(of: Block): string {
  if (of.t === 'fence') return `\`\`\`${of.language}\n${of.text}\n\`\`\``
  if (of.t === 'list') {
    const sign = (i: number) => (of.ordered ? `${String(i + 1)}.` : '-')
    return of.items.map((item, i) => `${sign(i)} ${inline(item)}`).join('\n')
  }
  const text = inline(of.children)
  // `^` would match behind U+2028 as well, where the dialect begins no line.
  return of.t === 'quote' ? text.replace(/(?<![^\n])/g, '> ') : text
}

function inline(pieces: Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.t === 'mention') return `@${piece.username}`
      if (piece.t === 'hashtag') return `#${piece.tag}`
      if (piece.t === 'code') return `\`${piece.text}\``
      if (piece.t === 'link') return /^http/i.test(piece.text) ? piece.text : `[${piece.text}](${piece.href})`
      return piece.t === 'text' ? piece.text : MARKS[piece.t] + inline(piece.children) + MARKS[piece.t]
    })
    .join('')
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
        '#tag',
        '#',
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

  test('is taken, whatever code units it is made of', () => {
    // Lone surrogates, controls, marks of direction: anything that a 16-bit string can hold.
    const anything = fc
      .array(
        fc.oneof(fc.nat(0xffff), fc.constantFrom(0xd83d, 0xdc00, 0x202e, 0x0, 0x300, 0x60, 0x2a, 0x7c)),
        {
          maxLength: 80,
        },
      )
      .map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(fc.oneof(anything, dialect), (text) => {
        expect(typeof plain(text)).toBe('string')
        expect(emojiCount(text)).toBeLessThanOrEqual(3)
      }),
      { numRuns: 10_000 },
    )
  })

  test('means the same when its meaning is written down again', () => {
    fc.assert(
      fc.property(dialect, (text) => {
        // A bracket before a link may take it for its own.
        fc.pre(!/\[(?!a\]\(https:\/\/x\.y\))/.test(text))
        const blocks = parse(text)
        expect(parse(written(blocks))).toEqual(blocks)
      }),
      { numRuns: 10_000, examples: [['> \u2028']] },
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

test('a letter keeps as many marks as letters have', () => {
  expect(plain(`z${'\u0301'.repeat(60)}`)).toBe(`z${'\u0301'.repeat(6)}`)
  expect(plain('Vi\u0323\u0302\u0301')).toBe('Vi\u0323\u0302\u0301')
})

test('long hostile texts take no longer than long plain ones', () => {
  for (const part of [
    '**',
    '_a',
    '||',
    '`',
    '```\n',
    '[',
    '[a](',
    '@',
    '#',
    '#1',
    'http://',
    '> ',
    '**a _b ~~c ||d ',
  ]) {
    const text = part.repeat(20_000)
    expect(parse(text).map(letters).join('').length).toBeGreaterThanOrEqual(0)
  }
})

test('a text reads the same whatever was read before it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const first = structuredClone(parse(one))
      parse(other)
      expect(parse(one)).toEqual(first)
    }),
  )
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
