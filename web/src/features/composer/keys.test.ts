/** What keys do while one writes. */
import { describe, expect, test } from 'vitest'

import { wishOf, type Standing } from './keys'

const calm: Standing = { touch: false, ctrlSends: false, empty: false, selected: false, busy: false }
const key = (key: string, more: object = {}) => ({
  ...{ key, code: key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false },
  ...more,
})
const ctrl = (code: string, more: object = {}) => key('', { code, ctrlKey: true, ...more })

describe('Enter', () => {
  test('never sends while an input method is composing', () => {
    expect(wishOf(key('Enter', { isComposing: true }), calm)).toBeNull()
    expect(wishOf(key('Enter', { isComposing: true, ctrlKey: true }), calm)).toBeNull()
  })

  test.each([
    ['Enter', {}, {}, 'send'],
    ['Shift', { shiftKey: true }, {}, null],
    ['a finger', {}, { touch: true }, null],
    ['if Ctrl+Enter sends', {}, { ctrlSends: true }, null],
    ['Ctrl', { ctrlKey: true }, { ctrlSends: true }, 'send'],
    ['⌘', { metaKey: true }, {}, 'send'],
  ])('%s', (_, event, now, wish) => {
    expect(wishOf(key('Enter', event), { ...calm, ...now })).toBe(wish)
  })
})

test('formats by the place of the letter, and links only what is selected', () => {
  expect(wishOf(ctrl('KeyB', { key: 'и' }), calm)).toBe('bold')
  expect(wishOf(ctrl('KeyI'), calm)).toBe('italic')
  expect(wishOf(ctrl('KeyX', { shiftKey: true }), calm)).toBe('strike')
  expect(wishOf(ctrl('KeyM', { shiftKey: true }), calm)).toBe('code')
  expect(wishOf(ctrl('KeyS', { shiftKey: true }), calm)).toBe('spoiler')
  expect(wishOf(ctrl('KeyX'), calm)).toBeNull()
  expect(wishOf(ctrl('KeyK'), calm)).toBeNull()
  expect(wishOf(ctrl('KeyK'), { ...calm, selected: true })).toBe('link')
})

test('↑ edits from an empty field only, Ctrl with an arrow chooses what to answer', () => {
  expect(wishOf(key('ArrowUp'), calm)).toBeNull()
  expect(wishOf(key('ArrowUp'), { ...calm, empty: true })).toBe('edit-last')
  expect(wishOf(key('ArrowUp'), { ...calm, empty: true, busy: true })).toBeNull()
  expect(wishOf(key('ArrowUp', { ctrlKey: true }), calm)).toBe('older')
  expect(wishOf(key('ArrowDown', { ctrlKey: true }), calm)).toBe('newer')
})

test('Escape is for what stands in the chat', () => {
  expect(wishOf(key('Escape'), { ...calm, busy: true })).toBeNull()
})
