/** Which messages are selected, by one and by ranges. */
import { beforeEach, expect, test } from 'vitest'

import type { MessageRow, TimelineRow } from '../engine/rpc'
import { Selection } from './Selection.svelte'

const row = (n: number): MessageRow => ({
  ...{ kind: 'message', key: `m${String(n)}`, pos: n, at: n, day: 'a', from: 'u', name: `N${String(n)}` },
  ...{ own: true, text: `t${String(n)}`, state: 'sent', error: null, edited: false, deleted: false },
  ...{ reply: null, group: 3 },
})
const rows = [1, 2, 3, 4, 5].map(row)
const [one, , three, , five] = rows as [MessageRow, MessageRow, MessageRow, MessageRow, MessageRow]
const service: TimelineRow = {
  ...{ kind: 'service', key: 's', pos: 2.5, at: 2, day: 'a', event: { t: 'left', names: [] } },
}
const all: TimelineRow[] = [...rows, service]

let selection: Selection

beforeEach(() => {
  selection = new Selection()
})

const keys = () => selection.rows?.map(({ key }) => key) ?? null

test('the first one begins it, the last one taken away ends it', () => {
  expect(selection.on).toBe(false)
  selection.toggle(three)
  selection.toggle(one)
  expect(keys()).toEqual(['m1', 'm3'])
  expect(selection.has('m2')).toBe(false)
  selection.toggle(one)
  selection.toggle(three)
  expect(selection).toMatchObject({ on: false, count: 0 })
})

test('a range has the messages between, whichever way it goes, and keeps the others', () => {
  selection.extend(five, all)
  expect(keys()).toEqual(['m5'])
  selection.extend(three, all)
  expect(keys()).toEqual(['m3', 'm4', 'm5'])
  selection.extend(one, all)
  expect(keys()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5'])
  selection.clear()
  expect(keys()).toBeNull()
})

test('one is copied as it is, several with names', () => {
  selection.toggle(three)
  expect(selection.text).toBe('t3')
  selection.toggle(one)
  expect(selection.text).toBe('N1:\nt1\n\nN3:\nt3')
})
