/** Keys and what they ask for. */
import { expect, test } from 'vitest'

import { shortcutOf } from './shortcuts'

const press = (
  key: string,
  code = '',
  keys: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...keys,
})

test.each([
  ['Ctrl+K', press('k', 'KeyK', { ctrlKey: true }), true, 'switch'],
  ['Ctrl+K in the Russian layout', press('л', 'KeyK', { ctrlKey: true }), true, 'switch'],
  ['⌘K', press('k', 'KeyK', { metaKey: true }), true, 'switch'],
  ['Alt+↓', press('ArrowDown', '', { altKey: true }), true, 'next'],
  ['Alt+Shift+↑', press('ArrowUp', '', { altKey: true, shiftKey: true }), false, 'previous-unread'],
  ['Alt+3', press('3', 'Digit3', { altKey: true }), true, 'chat-3'],
  ['Alt+0', press('0', 'Digit0', { altKey: true }), true, null],
  ['3 alone', press('3', 'Digit3'), false, null],
  ['F6', press('F6'), true, 'pane'],
  ['Shift+F6', press('F6', '', { shiftKey: true }), true, 'pane-back'],
  ['? on a message', press('?', '', { shiftKey: true }), false, 'help'],
  ['? in a field', press('?', '', { shiftKey: true }), true, null],
  ['Ctrl+End in a field', press('End', 'End', { ctrlKey: true }), true, null],
  ['Ctrl+C', press('c', 'KeyC', { ctrlKey: true }), false, null],
  ['a letter', press('k', 'KeyK'), false, null],
])('%s', (_, event, typing, expected) => {
  expect(shortcutOf(event, typing)).toBe(expected)
})
