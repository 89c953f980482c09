/** Strength of passwords and form of usernames. */
import { expect, test } from 'vitest'

import { isUsername, strength } from './password'

test.each([
  ['', 'weak'],
  ['short1', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['password', 'weak'],
  ['passw0rd', 'fair'],
  ['Correct-horse', 'strong'],
  ['верный конь батарея', 'strong'],
] as const)('%s is %s', (password, expected) => {
  expect(strength(password)).toBe(expected)
})

test.each([
  ['anna', true],
  ['a.b-c_9', true],
  ['a', false],
  ['9lives', false],
  ['анна', false],
  ['has space', false],
  ['x'.repeat(33), false],
])('%s: %s', (username, ok) => {
  expect(isUsername(username)).toBe(ok)
})
