/** Which link gets a preview: as the server finds it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import recorded from '../../../contract/previews.json'
import { previewed } from './previewed'

test.each(recorded)('$text', ({ text, link }) => {
  const found = previewed(text)
  expect(found?.url ?? null).toBe(link)
  if (found) expect(text.slice(found.from, found.to)).toBe(link)
})

const PARTS = [
  '||',
  '`',
  '```\n',
  '\n',
  '<',
  '>',
  'https://secret.example/x',
  ' ',
  'a',
  '[',
  '](',
  ')',
  '.',
  '>x',
]
const words = fc.array(fc.constantFrom(...PARTS), { maxLength: 14 }).map((parts) => parts.join(''))

test('what stands in a spoiler is never found', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      expect(previewed(`${before}||https://veiled.example||${after}`)?.url ?? '').not.toContain('veiled')
    }),
  )
})

test('a link in brackets has no preview any more, and the next one may have one', () => {
  fc.assert(
    fc.property(words, (text) => {
      const found = previewed(text)
      if (!found) return
      const hidden = `${text.slice(0, found.from)}<${found.url}>${text.slice(found.to)}`
      expect(previewed(hidden)?.from ?? Infinity).toBeGreaterThan(found.from)
    }),
  )
})
