/** Plural forms of both languages, by table. */
import { expect, test } from 'vitest'

import { plural } from './plural'

const forms = { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения.' }

test.each([
  [0, 'сообщений'],
  [1, 'сообщение'],
  [2, 'сообщения'],
  [5, 'сообщений'],
  [11, 'сообщений'],
  [12, 'сообщений'],
  [14, 'сообщений'],
  [21, 'сообщение'],
  [22, 'сообщения'],
  [25, 'сообщений'],
  [101, 'сообщение'],
  [111, 'сообщений'],
  [112, 'сообщений'],
  [1.5, 'сообщения.'],
])('Russian %d', (n, form) => {
  expect(plural('ru', n, forms)).toBe(form)
})

test.each([
  [0, 'messages'],
  [1, 'message'],
  [2, 'messages'],
  [1.5, 'messages'],
])('English %d', (n, form) => {
  expect(plural('en', n, { one: 'message', other: 'messages' })).toBe(form)
})

test('a missing form falls back to other', () => {
  expect(plural('ru', 5, { one: 'час', other: 'часа' })).toBe('часа')
})
