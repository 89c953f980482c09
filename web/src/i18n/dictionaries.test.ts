/** Both dictionaries are complete, and every sentence with a number is right in both languages. */
import { expect, test } from 'vitest'

import en from './en'
import { longDate } from './format'
import ru from './ru'

/** Every leaf of a dictionary as `path → value`. */
function leaves(node: object, path = ''): Map<string, unknown> {
  return new Map(
    Object.entries(node).flatMap(([key, value]) => {
      const at = path ? `${path}.${key}` : key
      return typeof value === 'object' && value !== null
        ? [...leaves(value as object, at)]
        : [[at, value] as const]
    }),
  )
}

const English = leaves(en)
const Russian = leaves(ru)

test('both have the same keys, of the same kind', () => {
  expect([...Russian.keys()].sort()).toEqual([...English.keys()].sort())
  for (const [key, value] of English) expect(typeof Russian.get(key), key).toBe(typeof value)
})

test('no text is empty, and Russian texts are Russian', () => {
  for (const [key, value] of Russian) {
    if (typeof value !== 'string') continue
    expect(value, key).not.toBe('')
    if (key !== 'auth.other_language') expect(value, key).toMatch(/[а-яё]/i)
  }
})

test('quotes, dashes and spaces follow the rules of Russian print', () => {
  for (const [key, value] of Russian) {
    if (typeof value !== 'string') continue
    expect(value, key).not.toMatch(/["“”]|\.\.\.| - /)
    expect(value, key).not.toMatch(/(?:^|\s)[вкосуяВКОСУ] \S/)
  }
})

test.each([
  [0, '0\u00a0участников', '0 members'],
  [1, '1\u00a0участник', '1 member'],
  [2, '2\u00a0участника', '2 members'],
  [5, '5\u00a0участников', '5 members'],
  [11, '11\u00a0участников', '11 members'],
  [21, '21\u00a0участник', '21 members'],
  [24, '24\u00a0участника', '24 members'],
  [112, '112\u00a0участников', '112 members'],
])('%d members', (n, inRussian, inEnglish) => {
  expect(ru.details.members_count(n)).toBe(inRussian)
  expect(en.details.members_count(n)).toBe(inEnglish)
})

test.each([
  [1, '1\u00a0сообщение ждёт отправки', '1 message is waiting to be sent'],
  [3, '3\u00a0сообщения ждут отправки', '3 messages are waiting to be sent'],
  [25, '25\u00a0сообщений ждут отправки', '25 messages are waiting to be sent'],
])('%d waiting', (n, inRussian, inEnglish) => {
  expect(ru.connection.waiting(n)).toBe(inRussian)
  expect(en.connection.waiting(n)).toBe(inEnglish)
})

test('a ban ends at a moment of the reader’s own clock', () => {
  const at = new Date(2031, 10, 21, 14, 32).getTime()
  const params = { until: '2031-11-21 00:00', until_at: at, appeal: '@owner' }
  const said = ru.errors.say('sending_banned', params).replaceAll('\u00a0', ' ')
  expect(said).toContain('до 21 ноября 2031 г., 14:32. Если это ошибка, обратитесь: @owner.')
  expect(en.errors.say('sending_banned', params)).toContain(longDate('en', at, Date.now()))
})

test('an unknown error is told with its code', () => {
  expect(ru.errors.say('never_heard')).toContain('never_heard')
  expect(en.errors.say('text_too_long', { limit: 4000 })).toContain('4000')
})
