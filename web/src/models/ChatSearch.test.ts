/** A search waits for a pause, goes to the newest hit, and walks from there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Edges } from '../engine/rpc'
import { ChatSearch } from './ChatSearch.svelte'

const hit = (n: number) => ({ key: `m${String(n)}`, pos: n, at: n })
const edges = (loading: Edges['loading'], atStart: boolean): Edges => ({
  ...{ atStart, atEnd: true, loading, unread: null },
})

let engine: Recorder
let reached: string[]
let search: ChatSearch

beforeEach(() => {
  vi.useFakeTimers()
  engine = new Recorder()
  reached = []
  search = new ChatSearch(engine, 'c', ({ key }) => reached.push(key))
})
afterEach(() => vi.useRealTimers())

test('nothing is asked for while one types, nor for blanks', () => {
  search.look(' ')
  vi.advanceTimersByTime(1_000)
  expect(search.searching).toBe(false)
  search.look('п')
  vi.advanceTimersByTime(100)
  search.look('пр')
  expect(search.searching).toBe(true)
  expect(engine.closed).toBe(0)
  vi.advanceTimersByTime(150)
  engine.say('search', { ops: [['set', []]], edges: edges('start', false) })
  expect(search.hits).toEqual([])
  search.look('при')
  expect(engine.closed).toBe(1)
})

test('the newest hit is reached at once, the others by steps, round the ends', () => {
  search.look('a')
  vi.advanceTimersByTime(150)
  engine.say('search', { ops: [['set', []]], edges: edges('start', false) })
  engine.say('search', { ops: [['tail', [hit(9), hit(7)]]], edges: edges('start', false) })
  engine.say('search', { ops: [['tail', [hit(3)]]], edges: edges(null, false) })
  expect(reached).toEqual(['m9'])
  expect(search).toMatchObject({ at: 0, searching: false, whole: false })
  search.step(1)
  search.step(1)
  search.step(1)
  search.step(-1)
  expect(reached).toEqual(['m9', 'm7', 'm3', 'm9', 'm3'])
  search.look('')
  expect(search).toMatchObject({ at: -1, hits: [], whole: true, needle: null })
  search.step(1)
  expect(reached).toHaveLength(5)
})
