/** Patches give the same list as the plain meaning of each operation. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Op } from '../engine/rpc'
import { apply } from './rows'

type Row = Readonly<{ key: string; pos: number; text: string }>

const byPos = (a: Row, b: Row) => a.pos - b.pos
const row = (key: string, pos: number, text = ''): Row => ({ key, pos, text })
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key).join('')

test('set, head, tail, del', () => {
  let rows = apply<Row>([], [['set', [row('c', 3), row('d', 4)]]], byPos)
  rows = apply<Row>(
    rows,
    [
      ['head', [row('a', 1), row('b', 2)]],
      ['tail', [row('e', 5)]],
      ['del', 'c'],
    ],
    byPos,
  )
  expect(keys(rows)).toBe('abde')
})

test('a page that overlaps what is known does not double it', () => {
  const rows = apply<Row>([row('b', 2), row('c', 3)], [['head', [row('a', 1), row('b', 2)]]], byPos)
  expect(keys(rows)).toBe('abc')
})

test('put replaces in place, moves when the position changed, inserts where it belongs', () => {
  const rows = [row('a', 1), row('b', 2), row('x', 100)]
  expect(apply<Row>(rows, [['put', row('b', 2, 'new')]], byPos)[1]).toEqual(row('b', 2, 'new'))
  expect(keys(apply<Row>(rows, [['put', row('x', 1.5)]], byPos))).toBe('axb')
  expect(keys(apply<Row>(rows, [['put', row('c', 3)]], byPos))).toBe('abcx')
  expect(keys(apply<Row>(rows, [['put', row('z', 101)]], byPos))).toBe('abxz')
})

test('deleting what is not there changes nothing', () => {
  const rows = [row('a', 1)]
  expect(apply<Row>(rows, [['del', 'b']], byPos)).toBe(rows)
})

test('puts and dels in any order: sorted, each key once, the last content', () => {
  const op = fc.oneof(
    fc
      .record({
        key: fc.constantFrom(...'abcdefgh'),
        pos: fc.nat({ max: 1000 }),
        text: fc.string({ maxLength: 3 }),
      })
      .map((r): Op<Row> => ['put', r]),
    fc.constantFrom(...'abcdefgh').map((key): Op<Row> => ['del', key]),
  )
  fc.assert(
    fc.property(fc.array(op, { maxLength: 60 }), (ops) => {
      const expected = new Map<string, Row>()
      for (const [kind, what] of ops) {
        if (kind === 'put') expected.set(what.key, what)
        else if (kind === 'del') expected.delete(what)
      }
      const rows = apply<Row>([], ops, byPos)
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
      expect(rows.map(({ pos }) => pos)).toEqual(rows.map(({ pos }) => pos).sort((a, b) => a - b))
      expect(new Map(rows.map((r) => [r.key, r]))).toEqual(expected)
    }),
  )
})
