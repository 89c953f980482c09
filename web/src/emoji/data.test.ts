/** Emoji are found by what people type, in both languages and layouts, and wear skin tones that exist. */
import standard from 'emojibase-data/en/compact.json'
import { expect, test } from 'vitest'

import { EmojiChoice, forgetChoice } from './choice.svelte'
import { emojiBook, GROUPS } from './data'
import { POPULAR, withPopular } from './popular'
import { toned, type Tone } from './tone'

// The flag is newer than what the client is compiled for.
const QUALIFIED = new RegExp('^\\p{RGI_Emoji}$', 'v')

const book = await emojiBook()
const first = (query: string, n = 5) => book.search(query, n).map(({ emoji }) => emoji)

test('every group has its emoji, each with both names', () => {
  const groups = new Set(book.all.map(({ group }) => group))
  expect([...groups].sort()).toEqual(GROUPS.map((_, i) => i))
  for (const { emoji, label } of book.all) {
    expect(label.ru && label.en).toBeTruthy()
    expect(emoji).toMatch(QUALIFIED)
  }
  expect(book.all.some(({ label }) => /[а-я]/.test(label.ru))).toBe(true)
})

test.each([
  ['fire', '🔥'],
  ['огонь', '🔥'],
  ['jujym', '🔥'],
  ['ogon', '🔥'],
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['собака', '🐶'],
  ['red heart', '❤️'],
  ['Елка', '🎄'],
])('%s finds %s', (query, emoji) => {
  expect(first(query, 8)).toContain(emoji)
})

test('what is popular is in the book, once', () => {
  expect(POPULAR.filter((emoji) => !book.find(emoji))).toEqual([])
  const page = withPopular(['🐶', '😊'])
  expect(page.slice(0, 3)).toEqual(['🐶', '😊', '😍'])
  expect(new Set(page).size).toBe(page.length)
})

test('nothing is found for nothing and for no word', () => {
  expect(first('')).toEqual([])
  expect(first('qqqqqq')).toEqual([])
  expect(first('fire qqqq')).toEqual([])
})

test('a skin tone is one that the standard has', () => {
  const plain = (text: string) => text.replaceAll('\ufe0f', '')
  const known = new Map(standard.map((one) => [plain(one.unicode), one]))
  const tones: Tone[] = [1, 2, 3, 4, 5]
  for (const { emoji } of book.all.filter((one) => one.toned)) {
    const there = known.get(plain(emoji))?.skins?.map((skin) => skin.unicode) ?? []
    for (const tone of tones) {
      expect(there.map(plain)).toContain(plain(toned(emoji, tone)))
      expect(toned(emoji, tone)).toMatch(QUALIFIED)
      expect(book.find(toned(emoji, tone))).toBeDefined()
    }
  }
  expect(toned('👍', 0)).toBe('👍')
})

test('the latest come first, once, and are kept with the tone', () => {
  const kept = new Map<string, string>()
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const choice = new EmojiChoice(keep)
  choice.took('🐶')
  choice.took('🔥')
  choice.took('🐶')
  choice.setTone(3)
  expect(choice.recent.slice(0, 2)).toEqual(['🐶', '🔥'])
  const later = new EmojiChoice(keep)
  expect(later.recent).toEqual(choice.recent)
  expect(later.shown({ emoji: '👍', toned: true })).toBe('👍🏽')
  expect(later.shown({ emoji: '🔥', toned: false })).toBe('🔥')
  kept.set('molva.emoji-tone', 'seven')
  expect(new EmojiChoice(keep).tone).toBe(0)
})

test('nothing of it is left for whoever signs in next, and nothing else is touched', () => {
  const kept = new Map([
    ['molva.emoji', '🐶 🔥'],
    ['molva.emoji-tone', '3'],
    ['molva.theme', 'dark'],
  ])
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  forgetChoice(keep)
  expect([...kept.keys()]).toEqual(['molva.theme'])
  const choice = new EmojiChoice(keep)
  expect([choice.recent[0], choice.tone]).toEqual(['👍', 0])
})
