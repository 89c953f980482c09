/** The bar of pinned messages: it begins at the newest, goes back with each press, and follows what changes. */
import { beforeEach, expect, test } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import { Pins } from './Pins.svelte'

const rows = (...keys: string[]) => keys.map((key) => ({ key, from: 'u', name: 'Ann', text: key, at: 0 }))

let engine: Recorder
let pins: Pins
const say = (...keys: string[]) => engine.say('pins', { ops: [['set', rows(...keys)]] })

beforeEach(() => {
  engine = new Recorder()
  pins = new Pins(engine, 'c')
})

test('nothing is shown of nothing', () => {
  expect(pins.shown).toBeNull()
  expect(pins.next()).toBeNull()
})

test('each press leads to the shown one and shows the one before, round the ends', () => {
  say('a', 'b', 'c')
  expect([pins.shown?.key, pins.at]).toEqual(['c', 2])
  expect([pins.next(), pins.next(), pins.shown?.key, pins.at]).toEqual(['c', 'b', 'a', 0])
  expect([pins.next(), pins.shown?.key]).toEqual(['a', 'c'])
})

test('a newer pin shows itself, unless one has gone back; what is unpinned gives way to the newest', () => {
  say('a', 'b')
  say('a', 'b', 'c')
  expect(pins.shown?.key).toBe('c')
  pins.next()
  say('a', 'b', 'c', 'd')
  expect(pins.shown?.key).toBe('b')
  say('a', 'c', 'd')
  expect([pins.shown?.key, pins.at]).toEqual(['d', 2])
})

test('closing ends the view', () => {
  pins.close()
  expect(engine.closed).toBe(1)
})
