/** A message is read by somebody who looks at it, and not by an open window. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Reading } from './reading'

const STAYS = 300
let looked = true
let read: string[]
let reading: Reading

beforeEach(() => {
  vi.useFakeTimers()
  looked = true
  read = []
  reading = new Reading(
    () => looked,
    (one, other) => (one < other ? one : other),
    (id) => read.push(id),
  )
})
afterEach(() => vi.useRealTimers())

test('nothing is read while nobody looks, however long it is on screen', () => {
  looked = false
  reading.sees('m1')
  vi.advanceTimersByTime(60_000)
  expect(read).toEqual([])
})

test('what came meanwhile is read a moment after one looks again, without a scroll', () => {
  looked = false
  reading.sees('m1')
  vi.advanceTimersByTime(1_000)
  looked = true
  const page = new EventTarget()
  reading.watch(page)
  page.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(STAYS - 1)
  expect(read).toEqual([])
  vi.advanceTimersByTime(1)
  expect(read).toEqual(['m1'])
})

test('a glance is not enough', () => {
  reading.sees('m1')
  vi.advanceTimersByTime(STAYS - 1)
  looked = false
  vi.advanceTimersByTime(1_000)
  expect(read).toEqual([])
  looked = true
  reading.look()
  vi.advanceTimersByTime(STAYS)
  expect(read).toEqual(['m1'])
})

test('while it scrolls on, only what stood there for the whole moment is read', () => {
  reading.sees('m1')
  vi.advanceTimersByTime(STAYS - 10)
  reading.sees('m5')
  vi.advanceTimersByTime(10)
  expect(read).toEqual(['m1'])
  vi.advanceTimersByTime(STAYS)
  expect(read).toEqual(['m1', 'm5'])
})

test('what was scrolled past in an instant, upwards, is not read', () => {
  reading.sees('m9')
  reading.sees('m2')
  vi.advanceTimersByTime(STAYS)
  expect(read).toEqual(['m2'])
})

test('nothing is read where no message ends on screen, or after the chat is left', () => {
  reading.sees('m1')
  reading.sees(null)
  vi.advanceTimersByTime(STAYS)
  const page = new EventTarget()
  const leave = reading.watch(page)
  reading.sees('m1')
  leave()
  page.dispatchEvent(new Event('focus'))
  vi.advanceTimersByTime(STAYS)
  expect(read).toEqual([])
})
