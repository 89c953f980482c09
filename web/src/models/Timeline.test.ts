/** The window of a chat: where it stands, what is told as read, jumps and trims. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Edges, MessageRow, TimelineRow } from '../engine/rpc'
import { Timeline } from './Timeline.svelte'

const row = (n: number, own = false): MessageRow => ({
  ...{
    kind: 'message',
    key: `m${String(n)}`,
    pos: n,
    at: n,
    day: n < 10 ? 'a' : 'b',
    from: 'u',
    name: 'Ann',
    own,
  },
  ...{
    text: 'hi',
    state: own ? 'sent' : null,
    error: null,
    edited: false,
    deleted: false,
    reply: null,
    group: 3,
  },
})
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i))
const edges = (change: Partial<Edges> = {}): Edges => ({
  ...{ atStart: false, atEnd: true, loading: null, unread: null },
  ...change,
})

const SCREEN_PX = 900

let engine: Recorder

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  engine = new Recorder()
})
afterEach(() => vi.useRealTimers())

test('opens at the first unread message, and the divider stays there', () => {
  const timeline = new Timeline(engine, 'c', { at: 'unread' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(1, 12)]], edges: edges({ unread: 'm9' }) })
  expect(timeline.opening).toEqual({ at: 'row', key: 'm9', fraction: 0.25 })
  engine.say('timeline', { ops: [['put', row(13)]], edges: edges({ unread: 'm13' }) })
  expect(timeline.divider).toBe('m9')
  expect(timeline.days.map(({ day, rows: of }) => [day, of.length])).toEqual([
    ['a', 9],
    ['b', 4],
  ])
})

test.each([
  [200, 16],
  [SCREEN_PX, 23],
  [4_000, 40],
])('a screen of %i pixels is filled with %i rows', (px, size) => {
  new Timeline(engine, 'c', { at: 'end' }, px)
  expect(engine.opened).toEqual([{ kind: 'timeline', chat: 'c', at: { at: 'end' }, size }])
})

/** The chat says that somebody has come, or gone. */
const line = (n: number, t: 'joined' | 'left', name: string): TimelineRow => {
  const { key, pos, at, day } = row(n)
  return { kind: 'service', key, pos, at, day, event: { t, names: [name] } }
}

test('who comes one after another is told at once, within a day and until something else is said', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  const came = [1, 2, 3].map((n) => line(n, 'joined', `Ann ${String(n)}`))
  const others = [line(5, 'left', 'Bo'), line(9, 'joined', 'Cy'), line(10, 'joined', 'Di')]
  engine.say('timeline', { ops: [['set', [...came, row(4), ...others]]], edges: edges() })
  const told = () =>
    timeline.days.map(({ rows: of }) =>
      of.map((one) =>
        one.kind === 'service' && 'names' in one.event ? [one.key, ...one.event.names] : one.key,
      ),
    )
  expect(told()).toEqual([
    [['m1', 'Ann 1', 'Ann 2', 'Ann 3'], 'm4', ['m5', 'Bo'], ['m9', 'Cy']],
    [['m10', 'Di']],
  ])
  // The key of a line stands for all that it tells: none of them is cut off.
  timeline.trim('m1', 'm1')
  expect(timeline.rows.map(({ key }) => key)).toEqual(['m1', 'm2', 'm3'])
  expect(engine.asked).toEqual(['trim m1 m3'])
})

test('opens where the chat was left, or at the end if that message is gone', () => {
  const timeline = new Timeline(engine, 'c', { key: 'm3', dy: 17 }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(1, 5)]], edges: edges() })
  expect(timeline.opening).toEqual({ at: 'row', key: 'm3', fraction: 0, dy: 17 })
  engine.say('timeline', { ops: [['set', rows(6, 9)]], edges: edges() })
  expect(timeline.opening).toEqual({ at: 'end' })
})

test('what came at the end is new; older pages and what comes elsewhere are not', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(5, 8)]], edges: edges() })
  engine.say('timeline', { ops: [['head', rows(1, 4)]], edges: edges() })
  expect(timeline.arrived).toEqual([])
  engine.say('timeline', { ops: [['put', row(9)]] })
  expect(timeline.arrived.map(({ key }) => key)).toEqual(['m9'])
})

test('reading is told at most twice a second, only forwards, and own messages in between do not hide it', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', [...rows(1, 4), row(5, true)]]], edges: edges() })
  timeline.read('m2')
  timeline.read('m5')
  timeline.read('m1')
  expect(engine.commands).toEqual([])
  vi.advanceTimersByTime(500)
  expect(engine.commands).toEqual([{ t: 'read', chat: 'c', id: 'm4' }])
  timeline.read('m3')
  vi.advanceTimersByTime(500)
  expect(engine.commands).toHaveLength(1)
})

test('leaving tells what was read at once', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(1, 4)]], edges: edges() })
  timeline.read('m4')
  timeline.close()
  expect(engine.commands).toEqual([{ t: 'read', chat: 'c', id: 'm4' }])
  expect(engine.closed).toBe(1)
})

test('trimming forgets the far rows and the edge they stood at', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(1, 9)]], edges: edges({ atStart: true }) })
  timeline.trim('m1', 'm6')
  expect(timeline.rows).toHaveLength(6)
  expect(timeline.edges).toMatchObject({ atStart: true, atEnd: false })
  timeline.trim('m7', 'm2')
  expect(timeline.rows).toHaveLength(6)
  expect(engine.asked).toEqual(['trim m1 m6'])
})

test('a jump to a message that is not there is told, a place that was left is not', () => {
  const left = new Timeline(engine, 'c', { key: 'm3', dy: 17 }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(6, 9)]], edges: edges({ missing: true }) })
  expect([left.opening, left.lost]).toEqual([{ at: 'end' }, false])
  left.jump('m4')
  expect(left.lost).toBe(true)
  engine.say('timeline', { ops: [['set', rows(3, 9)]], edges: edges() })
  expect(left.lost).toBe(false)
})

test('a jump can be taken back, once', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  timeline.jump('m1', 'm9')
  expect(engine.asked).toEqual(['jump {"at":"message","id":"m1"}'])
  expect(timeline.takeReturn()).toBe('m9')
  expect(timeline.takeReturn()).toBeNull()
})

test('a place that the reader has passed is no way back', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(1, 9)]], edges: edges() })
  timeline.cameFrom('m8')
  timeline.cameFrom('m4')
  expect(timeline.takeReturn('m5')).toBe('m8')
  timeline.cameFrom('m8')
  expect(timeline.takeReturn('m9')).toBeNull()
})

test('a day opens at its first message, or at the last one there is', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(5, 9)]], edges: edges() })
  timeline.jumpToTime(3, 'm9')
  engine.say('timeline', { ops: [['set', rows(1, 6)]], edges: edges() })
  expect(timeline.opening).toMatchObject({ at: 'row', key: 'm3' })
  expect(timeline.flash).toBe('m3')
  expect(timeline.takeReturn('m3')).toBe('m9')
  timeline.jumpToTime(99, null)
  engine.say('timeline', { ops: [['set', rows(1, 6)]], edges: edges() })
  expect(timeline.opening).toMatchObject({ key: 'm6' })
})

test('a place opens at its message, or at the next one that is still there', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  engine.say('timeline', { ops: [['set', rows(20, 29)]], edges: edges() })
  timeline.jumpToPlace(3, 'm29')
  expect(engine.asked.at(-1)).toBe('jump {"at":"place","pos":3}')
  engine.say('timeline', { ops: [['set', rows(1, 6)]], edges: edges() })
  expect([timeline.opening, timeline.flash]).toEqual([{ at: 'row', key: 'm3', fraction: 0.4 }, 'm3'])
  expect(timeline.takeReturn('m3')).toBe('m29')
  timeline.jumpToPlace(2, null)
  engine.say('timeline', { ops: [['set', [row(1), row(4)]]], edges: edges() })
  expect(timeline.opening).toMatchObject({ key: 'm4' })
})

test('what can be answered goes from message to message and skips what the server does not have', () => {
  const timeline = new Timeline(engine, 'c', { at: 'end' }, SCREEN_PX)
  const waiting: MessageRow = { ...row(4, true), state: 'queued' }
  engine.say('timeline', { ops: [['set', [...rows(1, 3), waiting]]], edges: edges() })
  expect(timeline.answerable(null, 'older')?.key).toBe('m3')
  expect(timeline.answerable('m3', 'older')?.key).toBe('m2')
  expect(timeline.answerable('m1', 'older')).toBeNull()
  expect(timeline.answerable('m2', 'newer')?.key).toBe('m3')
  expect(timeline.answerable('m3', 'newer')).toBeNull()
  expect(timeline.answerable('elsewhere', 'older')).toBeNull()
})
