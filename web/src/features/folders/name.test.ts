/** What the server refuses as the name of a folder is not sent to it. */
import { expect, test } from 'vitest'

import { cleanName } from './name'

test.each(['', '  ', '\u2800', '\u0301', 'x'.repeat(65), 'a\u0000b', 'a\u202eb', '\ud800', '\u3164 \u200b'])(
  'no name: %j',
  (name) => expect(cleanName(name)).toBeNull(),
)

test.each([
  [' Work  and\tplay ', 'Work and play'],
  ['Е\u0308лка', 'Ёлка'],
  ['😀'.repeat(64), '😀'.repeat(64)],
  ['.', '.'],
])('%j', (name, clean) => expect(cleanName(name)).toBe(clean))
