/** A chat's state in words, in both languages. */
import { expect, test } from 'vitest'

import type { ChatRow, Preview } from '../engine/rpc'
import en from './en'
import ru from './ru'
import { chatSentence, presenceText, previewSender, previewText, seenText, typingText } from './status'

const preview = (change: Partial<Preview> = {}): Preview => ({
  ...{ at: 0, own: false, name: 'Аня', text: '**Да**', deleted: false, event: null, state: null },
  ...change,
})
const chat = (change: Partial<ChatRow> = {}): ChatRow => ({
  ...{
    key: 'c',
    kind: 'group',
    title: 'Дача',
    peer: null,
    general: false,
    pos: 1,
    preview: preview(),
    draft: null,
  },
  ...{
    unread: 0,
    pins: 0,
    failed: 0,
    typing: [],
    online: false,
    lastSeenAt: null,
    members: 24,
    onlineMembers: 3,
    role: 'member',
  },
  ...change,
})

test.each([
  [chat(), null],
  [chat({ kind: 'direct', typing: ['Аня'] }), 'печатает…'],
  [chat({ typing: ['Аня'] }), 'Аня печатает…'],
  [chat({ typing: ['Аня', 'Игорь', 'Ольга'] }), '3\u00a0человека печатают…'],
])('typing', (row, text) => {
  expect(typingText(row, ru)).toBe(text)
})

test('the preview is plain text, or what happened', () => {
  expect(previewText(preview(), ru, 'ru')).toBe('Да')
  expect(previewText(preview({ deleted: true }), ru, 'ru')).toBe('Сообщение удалено')
  expect(previewText(preview({ event: { t: 'joined', names: ['Лена', 'Игорь'] } }), ru, 'ru')).toBe(
    'Новые участники: Лена и Игорь',
  )
})

test.each([
  [chat(), 'Аня:'],
  [chat({ preview: preview({ own: true }) }), 'Вы:'],
  [chat({ kind: 'direct', preview: preview({ own: true, name: null }) }), null],
  [chat({ kind: 'saved', preview: preview({ own: true }) }), null],
  [chat({ preview: preview({ event: { t: 'left', names: ['Аня'] } }) }), null],
  [chat({ preview: null }), null],
])('sender of the preview', (row, text) => {
  expect(previewSender(row, ru)).toBe(text)
})

test('presence', () => {
  expect(presenceText(chat(), ru, 0)).toBe('24\u00a0участника, 3\u00a0в\u00a0сети')
  expect(presenceText(chat({ onlineMembers: 0 }), en, 0)).toBe('24 members')
  expect(presenceText(chat({ kind: 'direct', online: true }), ru, 0)).toBe('в\u00a0сети')
  expect(presenceText(chat({ kind: 'saved' }), en, 0)).toBe('your notes and drafts')
})

test.each([
  [null, 'не\u00a0в\u00a0сети'],
  [10_000, 'в\u00a0сети только что'],
  [60_000, 'в\u00a0сети 1\u00a0минуту назад'],
  [5 * 60_000, 'в\u00a0сети 5\u00a0минут назад'],
  [3 * 3_600_000, 'в\u00a0сети 3\u00a0часа назад'],
  [25 * 3_600_000, 'не\u00a0в\u00a0сети'],
])('seen %d ms ago', (ago, text) => {
  expect(seenText(ago === null ? null : 1e12 - ago, ru, 1e12)).toBe(text)
})

test('a row of the list is one sentence', () => {
  const say = (row: ChatRow, t = ru) => chatSentence(row, row.title, '14:32', t, t === ru ? 'ru' : 'en')
  expect(say(chat({ unread: 3 }))).toBe('Дача, 3\u00a0непрочитанных, последнее: Аня: Да, 14:32')
  expect(say(chat({ unread: 1 }), en)).toBe('Дача, 1 unread, last: Аня: Да, 14:32')
  expect(say(chat({ typing: ['Аня'] }))).toBe('Дача, Аня печатает…, 14:32')
  expect(say(chat({ preview: null }))).toBe('Дача, Сообщений пока нет, 14:32')
  expect(say(chat({ draft: { text: '**ещё**', reply: null } }))).toBe('Дача, Черновик: ещё, 14:32')
  const mine = preview({ own: true, name: null, state: 'read' })
  expect(say(chat({ kind: 'direct', online: true, preview: mine }))).toBe(
    'Дача, в\u00a0сети, последнее: Да, 14:32, Прочитано',
  )
  expect(say(chat({ failed: 1 }))).toContain('Сообщение не\u00a0отправлено')
})

test('of a poll it is said that it is one, and its question stands as it was written', () => {
  const asked = preview({ text: '2 * 2 * 2?', poll: true })
  expect(previewText(asked, en, 'en')).toBe('Poll: 2 * 2 * 2?')
  expect(previewText(asked, ru, 'ru')).toBe('Опрос: 2 * 2 * 2?')
})
