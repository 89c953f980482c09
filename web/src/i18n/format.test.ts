/** Dates, numbers and lists as both languages write them. */
import { beforeEach, describe, expect, test } from 'vitest'

import { clock } from './clock'
import { compareNames, countdown, daysAgo, fullDate, list, longDate, num, shortDate, time } from './format'

const now = new Date(2026, 10, 21, 14, 32).getTime()
const at = (y: number, m: number, d: number, h = 9, min = 5) => new Date(y, m - 1, d, h, min).getTime()

beforeEach(() => (clock.hours = () => '24'))

describe('short date of the chat list', () => {
  test.each([
    ['today', at(2026, 11, 21), '09:05', '09:05'],
    ['a clock ahead of ours', at(2026, 11, 22), '09:05', '09:05'],
    ['yesterday', at(2026, 11, 20, 23, 59), 'пт', 'Fri'],
    ['six days ago', at(2026, 11, 15), 'вс', 'Sun'],
    ['a week ago', at(2026, 11, 14), '14 нояб', 'Nov 14'],
    ['last year', at(2025, 11, 21), '21.11.25', '11/21/25'],
  ])('%s', (_, when, ru, en) => {
    expect(shortDate('ru', when, now)).toBe(ru)
    expect(shortDate('en', when, now)).toBe(en)
  })
})

test('midnight is written 00:00, never 24:00', () => {
  expect(time('ru', at(2026, 1, 1, 0, 0))).toBe('00:00')
  expect(time('en', at(2026, 1, 1, 0, 0))).toBe('00:00')
})

test('a clock of two halves tells which', () => {
  clock.hours = () => '12'
  const plain = (text: string) => text.replace(/\s/g, ' ')
  expect(plain(time('en', at(2026, 1, 1, 0, 0)))).toBe('12:00 AM')
  expect(plain(shortDate('ru', now, now))).toBe('2:32 PM')
  expect(plain(fullDate('en', now))).toMatch(/2:32 PM$/)
  clock.hours = () => '24'
  expect(fullDate('en', now)).toMatch(/14:32$/)
  expect(fullDate('ru', now)).toMatch(/14:32$/)
})

test('left to itself Russian has one clock, whatever the system', () => {
  clock.hours = () => 'auto'
  expect(time('ru', now)).toBe('14:32')
})

test('days are counted by the calendar, not by hours', () => {
  expect(daysAgo(at(2026, 11, 20, 23, 59), at(2026, 11, 21, 0, 1))).toBe(1)
  expect(daysAgo(at(2026, 11, 21, 0, 0), at(2026, 11, 21, 23, 59))).toBe(0)
})

test('long dates keep their words together', () => {
  expect(longDate('ru', at(2026, 11, 3), now)).toBe('3\u00a0ноября')
  expect(longDate('ru', at(2025, 11, 3), now)).toBe('3\u00a0ноября\u00a02025\u00a0г.')
  expect(longDate('en', at(2026, 11, 3), now)).toBe('November\u00a03')
})

test('numbers and lists', () => {
  expect(num('ru', 1234.5)).toBe('1\u00a0234,5')
  expect(num('en', 1234.5)).toBe('1,234.5')
  expect(list('ru', ['Аня', 'Игорь', 'Ольга'])).toBe('Аня, Игорь и Ольга')
  expect(list('en', ['Ann', 'Igor'])).toBe('Ann and Igor')
})

test('names sort as people expect', () => {
  const names = ['Дом 10', 'Ель', 'Дом 2', 'Ёж']
  expect(names.sort((a, b) => compareNames('ru', a, b))).toEqual(['Дом 2', 'Дом 10', 'Ёж', 'Ель'])
})

test.each([
  [45, '0:45'],
  [0, '0:00'],
  [-3, '0:00'],
  [59.2, '1:00'],
  [600, '10:00'],
])('countdown of %d seconds', (seconds, text) => {
  expect(countdown(seconds)).toBe(text)
})
