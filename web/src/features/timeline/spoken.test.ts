/** Messages as they are said aloud. */
import { beforeEach, expect, test } from 'vitest'

import type { MessageRow, PollRow } from '../../engine/rpc'
import { clock } from '../../i18n/clock'
import en from '../../i18n/en'
import ru from '../../i18n/ru'
import { said, spoken } from './spoken'

const row: MessageRow = {
  ...{ kind: 'message', key: 'k', pos: 1, at: new Date(2026, 10, 21, 14, 5).getTime(), day: '2026-11-21' },
  ...{ from: 'u', name: 'Ann', own: false, text: '**hi** ||secret||', state: null, error: null },
  ...{ edited: false, deleted: false, reply: null, group: 3 },
}

beforeEach(() => (clock.hours = () => '24'))

test('who, what without marks and secrets, when', () => {
  expect(spoken(row, en, 'en')).toBe('Ann: hi ▒▒▒▒▒▒, 14:05')
  expect(spoken({ ...row, own: true, edited: true, state: 'read' }, en, 'en')).toBe(
    'You: hi ▒▒▒▒▒▒, Edited, 14:05, Read',
  )
  expect(spoken({ ...row, means: true }, en, 'en')).toBe('Ann: hi ▒▒▒▒▒▒, mentions you, 14:05')
  expect(spoken({ ...row, deleted: true }, en, 'en')).toBe('Ann: Message deleted, 14:05')
})

test('a poll tells its answers, and the votes only to whoever may see them', () => {
  const options = [
    { text: 'Lake', count: 2, chosen: false },
    { text: 'Wood', count: 1, chosen: false },
  ]
  const poll: PollRow = {
    ...{ options, voters: 3, multiple: false, anonymous: true, quiz: false, closed: false, closesAt: null },
    ...{ waiting: false, correct: null, explanation: '' },
  }
  const asks = (change: Partial<PollRow>) => ({ ...row, text: 'Where?', poll: { ...poll, ...change } })
  expect(spoken(asks({}), en, 'en')).toBe('Ann: Poll: Where? Lake; Wood, 14:05')
  expect(spoken(asks({ closed: true }), en, 'en')).toBe('Ann: Poll: Where? Lake 2; Wood 1, 14:05')
  // So it is told when it comes, too.
  expect(said(asks({}), en)).toBe('Ann: Poll: Where? Lake; Wood')
  expect(said(asks({}), ru)).toBe('Ann: Опрос: Where? Lake; Wood')
})
