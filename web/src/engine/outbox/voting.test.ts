/** A poll is shown as it will be once what waits is done, and tells no more than its reader may know. */
import { expect, test } from 'vitest'

import type { Poll, Vote } from '../../api/schema'
import { pollRow } from './voting'

const poll: Poll = { options: [{ text: 'a', count: 2 }, { text: 'b' }, { text: 'c', count: 1 }], voters: 3 }
const vote = (...options: number[]): Vote => ({
  ...{ type: 'vote', chat_id: 'c', seq: 1, rev: 1, options, correct: null, explanation: '' },
})
const sums = (wanted: readonly number[] | null, known?: Vote) => {
  const { options, voters } = pollRow(poll, known, wanted, 0)
  return [...options.map(({ count }) => count), voters]
}

test('what is right in a quiz is not known before it is told', () => {
  const quiz: Poll = { ...poll, quiz: true }
  expect(pollRow(quiz, undefined, [0], 0)).toMatchObject({ correct: null, explanation: '', waiting: true })
  const told = { ...vote(0), correct: 1, explanation: 'because' }
  expect(pollRow(quiz, told, null, 0)).toMatchObject({ correct: 1, explanation: 'because', waiting: false })
  expect(pollRow({ ...quiz, closed: true, correct: 2 }, undefined, null, 0).correct).toBe(2)
})

test('a vote that waits counts, in place of the one before', () => {
  expect(sums(null)).toEqual([2, 0, 1, 3])
  expect(sums([1])).toEqual([2, 1, 1, 4])
  expect(sums([1, 2], vote(0))).toEqual([1, 1, 2, 3])
  expect(sums([], vote(0))).toEqual([1, 0, 1, 2])
  expect(sums([0], vote(0))).toEqual([2, 0, 1, 3])
})

test('counts that have not come yet are never below nothing', () => {
  expect(sums([], vote(1))).toEqual([2, 0, 1, 2])
})

test('a poll is closed at its moment, before the server has told', () => {
  const timed = { ...poll, closes_at: 100 }
  expect(pollRow(timed, undefined, null, 99).closed).toBe(false)
  expect(pollRow(timed, undefined, null, 100).closed).toBe(true)
})
