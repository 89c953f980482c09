/** However quickly messages come, a screen reader is told one sentence a second, and none of them is left out. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { announcer } from './announcer.svelte'

const many = (n: number) => `${String(n)} new`

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
})

test('nothing arrived, nothing said', () => {
  announcer.arrived([], many)
  expect(announcer.text).toBe('')
})

test('one is told as it is, at once', () => {
  announcer.arrived(['Anna: hi'], many)
  expect(announcer.text).toBe('Anna: hi')
  vi.advanceTimersByTime(1_000)
  expect(announcer.text).toBe('')
})

test('the same words again are told again', () => {
  announcer.arrived(['Anna: hi'], many)
  vi.advanceTimersByTime(1_000)
  announcer.arrived(['Anna: hi'], many)
  expect(announcer.text).toBe('Anna: hi')
})

test('what comes within the second is counted at its end', () => {
  announcer.arrived(['a'], many)
  for (const text of ['b', 'c', 'd']) {
    vi.advanceTimersByTime(100)
    announcer.arrived([text], many)
    expect(announcer.text).toBe('a')
  }
  vi.advanceTimersByTime(700)
  expect(announcer.text).toBe('3 new')
  announcer.arrived(['e'], many)
  vi.advanceTimersByTime(1_000)
  expect(announcer.text).toBe('e')
})

test('at most one sentence a second, and all messages are in one of them', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 5 })))
  fc.assert(
    fc.property(steps, (pauses) => {
      let [came, told, last] = [0, 0, '']
      const said: number[] = []
      const look = (now: number) => {
        if (announcer.text === last) return
        last = announcer.text
        if (last === '') return
        said.push(now)
        told += last.trim().endsWith(' new') ? parseInt(last, 10) : 1
      }
      let now = 0
      const wait = (ms: number) => {
        for (let i = 0; i < ms; i += 50) {
          vi.advanceTimersByTime(50)
          look((now += 50))
        }
      }
      for (const [pause, count] of pauses) {
        wait(pause)
        announcer.arrived(
          Array.from({ length: count }, () => `message ${String(++came)}`),
          many,
        )
        look(now)
      }
      wait(3_000)
      expect(told).toBe(came)
      said.forEach((at, i) => expect(at - (said[i - 1] ?? -Infinity)).toBeGreaterThanOrEqual(1_000))
    }),
    { numRuns: 40 },
  )
})
