/** Marks go round a selection and off it again. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { format, link, type Edit, type Format } from './marks'
import { linksTo } from './pasted'
import { parse } from './parse'

/** Does an edit: the new text with the selection in angle quotes. */
function after(text: string, { from, to, insert, start, end }: Edit): string {
  const changed = text.slice(0, from) + insert + text.slice(to)
  return `${changed.slice(0, start)}‹${changed.slice(start, end)}›${changed.slice(end)}`
}

/** Formats what stands in angle quotes. */
function formatted(marked: string, as: Format): string {
  const [start, end] = [marked.indexOf('‹'), marked.indexOf('›') - 1]
  const text = marked.replace(/[‹›]/g, '')
  return after(text, format(text, start, end, as))
}

test.each([
  ['a ‹word› b', 'bold', 'a **‹word›** b'],
  ['a **‹word›** b', 'bold', 'a ‹word› b'],
  ['a ‹**word**› b', 'bold', 'a ‹word› b'],
  ['a‹ word › b', 'italic', 'a _‹word›_  b'],
  ['‹›', 'strike', '~~‹›~~'],
  ['~~‹›~~', 'strike', '‹›'],
  ['‹so›', 'spoiler', '||‹so›||'],
  ['‹x = 1›', 'code', '`‹x = 1›`'],
  ['see ‹a\nb›', 'code', 'see \n‹```\na\nb\n```›'],
  ['‹```\na\nb\n```›', 'code', '‹a\nb›'],
  ['‹here›', 'link', '[here](‹https://›)'],
  ['‹https://a.b›', 'link', '[‹›](https://a.b)'],
] as const)('%s as %s', (text, as, expected) => {
  expect(formatted(text, as)).toBe(expected)
})

test('a pasted address makes a link of words, not of addresses, brackets or nothing', () => {
  expect(linksTo('our plan', 'https://molva.test/a?b=1')).toBe(true)
  expect(linksTo('', 'https://molva.test')).toBe(false)
  expect(linksTo('https://a.b', 'https://molva.test')).toBe(false)
  expect(linksTo('a [b]', 'https://molva.test')).toBe(false)
  expect(linksTo('a\nb', 'https://molva.test')).toBe(false)
  expect(linksTo('a', 'javascript:alert(1)')).toBe(false)
  expect(linksTo('a', 'https://molva.test and more')).toBe(false)
  expect(after('a b', link('a b', 2, 3, 'https://x.y'))).toBe('a [b](https://x.y)‹›')
})

const words = fc.stringMatching(/^[a-zа-я][a-zа-я ]{0,20}[a-zа-я]$/)

test('what is formatted is read as formatted, and twice is as before', () => {
  fc.assert(
    fc.property(words, fc.constantFrom('bold', 'italic', 'strike', 'code', 'spoiler'), (text, as) => {
      const once = format(text, 0, text.length, as)
      expect(parse(once.insert)).toMatchObject([{ t: 'paragraph', children: [{ t: as }] }])
      const twice = format(once.insert, once.start, once.end, as)
      expect(twice).toMatchObject({ insert: text, start: 0, end: text.length })
    }),
  )
})
