/** One's own reactions are added to and taken from what the row tells, whatever the order of events. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Message, Reaction } from '../../api/schema'
import { changed, idBefore, ownEmoji, shownReactions, unclear, type Wanted } from './reacting'

const message = (reactions: Reaction[]) => ({ reactions }) as unknown as Message
const reaction = (emoji: string, ...user_ids: string[]): Reaction => ({
  emoji,
  count: user_ids.length,
  user_ids,
})
const around = { me: 'me', name: (user: string) => user.toUpperCase(), known: [] as string[] }
const shown = (reactions: Reaction[], wanted: Wanted = {}, known: string[] = []) =>
  shownReactions(message(reactions), wanted, { ...around, known })

test('what waits is shown as if it were done', () => {
  const before = [reaction('👍', 'ann', 'me'), reaction('🔥', 'ann')]
  expect(shown(before, { '👍': false, '🔥': true, '🎉': true })).toEqual([
    { emoji: '👍', count: 1, mine: false, names: ['ANN'] },
    { emoji: '🔥', count: 2, mine: true, names: ['ANN'] },
    { emoji: '🎉', count: 1, mine: true, names: [] },
  ])
})

test('an emoji that nobody has any more is gone', () => {
  expect(shown([reaction('👍', 'me')], { '👍': false })).toEqual([])
})

test('a fourth takes the place of the oldest', () => {
  expect(changed(['1', '2', '3'], { '4': true })).toEqual(['2', '3', '4'])
  expect(changed(['1', '2', '3'], { '2': false, '4': true })).toEqual(['1', '3', '4'])
})

test('among more people than a row names one is found by what is known', () => {
  const many: Reaction = { emoji: '👍', count: 25, user_ids: ['ann'] }
  expect(unclear(message([many]), 'me')).toBe(true)
  expect(unclear(message([{ ...many, user_ids: ['me'] }]), 'me')).toBe(false)
  expect(shown([many])[0]).toMatchObject({ mine: false, count: 25 })
  expect(shown([many], {}, ['👍'])[0]).toMatchObject({ mine: true, count: 25 })
  // A row that names everybody knows better.
  expect(ownEmoji(message([reaction('👍', 'ann')]), 'me', ['👍'])).toEqual([])
})

test('rows that were kept before there were reactions have none', () => {
  expect(shownReactions({} as Message, {}, around)).toEqual([])
})

test('a change that is made twice is made once', () => {
  const emoji = fc.constantFrom('1', '2', '3', '4', '5')
  const wanted = fc.dictionary(emoji, fc.boolean())
  fc.assert(
    fc.property(fc.uniqueArray(emoji, { maxLength: 3 }), wanted, (own, change) => {
      const then = changed(own, change)
      expect(then.length).toBeLessThanOrEqual(3)
      expect(new Set(changed(then, change))).toEqual(new Set(then))
    }),
  )
})

test('the id before another one is the next smaller', () => {
  expect(idBefore('01890a5d-ac96-774b-bcce-b302099a8000')).toBe('01890a5d-ac96-774b-bcce-b302099a7fff')
})
