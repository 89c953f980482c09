/** What is written: drafts, answers, changes, the limit. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Draft, MessageRow } from '../engine/rpc'
import { Composer, split } from './Composer.svelte'

const row: MessageRow = {
  ...{
    kind: 'message',
    key: 'm',
    pos: 1,
    at: 0,
    day: 'a',
    from: 'u',
    name: 'Ann',
    own: true,
    text: '**old**',
  },
  ...{ state: 'read', error: null, edited: false, deleted: false, reply: null, group: 3 },
}

let engine: Recorder

beforeEach(() => {
  vi.useFakeTimers()
  engine = new Recorder()
})
afterEach(() => vi.useRealTimers())

const composer = (draft: Draft | null = null, limit = 20) => new Composer(engine, 'c', limit, draft)

test('blank text is not sent', () => {
  const own = composer({ text: ' \n ', reply: null })
  expect(own.send()).toBe(false)
  expect(engine.commands).toEqual([])
})

test('sends once, trimmed, as an answer, and forgets the draft', () => {
  const own = composer()
  own.answer(row)
  own.text = '  hello '
  expect(own.send()).toBe(true)
  expect(own.send()).toBe(false)
  expect(engine.commands).toMatchObject([
    { t: 'send', chat: 'c', text: 'hello', reply: 'm' },
    { t: 'draft', chat: 'c', draft: null },
  ])
})

test('a change gives the draft back, and an unchanged text changes nothing', () => {
  const own = composer({ text: 'draft', reply: null })
  own.edit(row)
  expect(own.text).toBe('**old**')
  own.send()
  expect(own.text).toBe('draft')
  own.edit(row)
  own.text = 'new'
  own.send()
  expect(engine.commands).toEqual([{ t: 'edit', chat: 'c', id: 'm', text: 'new' }])
})

test('over the limit nothing is sent; parts are', () => {
  const own = composer()
  own.text = 'one two three four five'
  expect(own.left).toBe(-3)
  expect(own.send()).toBe(false)
  own.sendParts()
  expect(engine.commands.map((command) => ('text' in command ? command.text : command.t))).toEqual([
    'one two three four',
    'five',
    'draft',
  ])
})

test('the draft is kept after a pause, and typing is told once in a while', () => {
  const own = composer()
  own.text = 'a'
  own.typed(10_000)
  own.text = 'ab'
  own.typed(11_000)
  vi.advanceTimersByTime(300)
  expect(engine.commands).toEqual([{ t: 'draft', chat: 'c', draft: { text: 'ab', reply: null } }])
  expect(engine.signals).toHaveLength(1)
})

test("another device's draft fills an empty field, and goes with it when the field stands unchanged", () => {
  const own = composer()
  own.adopt({ text: 'theirs', reply: null }, 1)
  expect(own.text).toBe('theirs')
  own.adopt({ text: 'later', reply: null }, 2)
  expect(own.text).toBe('later')
  own.adopt({ text: "another tab's", reply: null }, 2)
  expect(own.text).toBe('later')
  own.adopt(null, 3, true)
  expect(own.text).toBe('')
})

test('what was sent from elsewhere on this device leaves a field that nobody has touched', () => {
  const own = composer({ text: 'begun', reply: null })
  own.adopt(null, 0, true)
  expect(own.text).toBe('')
  const touched = composer({ text: 'begun', reply: null })
  touched.typed()
  vi.advanceTimersByTime(300)
  touched.adopt(null, 0)
  expect(touched.text).toBe('begun')
})

test('what somebody is busy with stays as it is', () => {
  const own = composer({ text: 'begun', reply: null })
  own.text = 'begun here'
  own.typed()
  own.adopt({ text: 'theirs', reply: null }, 1, true)
  own.adopt(null, 2, true)
  vi.advanceTimersByTime(300)
  own.adopt(null, 3)
  expect(own.text).toBe('begun here')
  own.edit(row)
  own.adopt(null, 4)
  expect(own.text).toBe('**old**')
})

test('an emptied field in which somebody stands is not filled; one that was opened, or sent from, is', () => {
  const own = composer()
  own.text = 'a'
  own.typed()
  own.text = ''
  own.typed()
  vi.advanceTimersByTime(300)
  own.adopt({ text: 'theirs', reply: null }, 1, true)
  expect(own.text).toBe('')
  own.text = 'a'
  own.send()
  own.adopt({ text: 'more of theirs', reply: null }, 2, true)
  expect(own.text).toBe('more of theirs')
  const opened = composer()
  opened.adopt({ text: 'theirs', reply: null }, 1, true)
  expect(opened.text).toBe('theirs')
})

test('the echo of what was sent does not take what is written since, nor come back', () => {
  const own = composer({ text: 'kept', reply: null })
  own.send()
  own.adopt({ text: 'kept', reply: null })
  expect(own.text).toBe('')
  own.text = 'next'
  own.typed()
  vi.advanceTimersByTime(300)
  // The end of the first draft, told by another device's hand, before the engine has the second.
  own.adopt(null, 1)
  expect(own.text).toBe('next')
  own.answer(row)
  own.text = 'typed'
  own.typed()
  vi.advanceTimersByTime(300)
  const echo = engine.commands.findLast((command) => command.t === 'draft')
  own.send()
  own.adopt(structuredClone(echo?.draft ?? null), 1)
  expect([own.text, own.reply]).toEqual(['', null])
})

test('leaving the chat hands over what was written, and nothing where nothing was', () => {
  composer({ text: 'found', reply: null }).close()
  expect(engine.commands).toEqual([])
  const own = composer()
  own.text = 'half'
  own.typed()
  vi.advanceTimersByTime(300)
  own.close()
  own.close()
  const draft = { text: 'half', reply: null }
  expect(engine.commands).toEqual([
    { t: 'draft', chat: 'c', draft },
    { t: 'draft', chat: 'c', draft, now: true },
  ])
})

test('parts are within the limit and hold every word', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 3, max: 40 }),
      (text, limit) => {
        const parts = split(text, limit)
        for (const part of parts) expect([...part].length).toBeLessThanOrEqual(limit)
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      },
    ),
  )
})
