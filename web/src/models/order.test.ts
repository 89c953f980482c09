/** The order of the list is one for every way in which rows may come; filters and counts leave out what they should. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { ChatRow, Op } from '../engine/rpc'
import { counted, inOrder, isUnread, lets, moved } from './order'
import { apply } from './rows'

const NOTHING = { muted: false, pinned: null, archived: false, marked: false }

const chat = (key: string, pos: number, change: Partial<ChatRow> = {}): ChatRow => ({
  ...{ key, kind: 'group', title: key, peer: null, general: false, pos, preview: null, draft: null, pins: 0 },
  ...{ unread: 0, failed: 0, typing: [], online: false, lastSeenAt: null, members: 2, onlineMembers: 0 },
  ...{ role: 'member', ...change },
})

test('pinned chats come first in their own order, the others by their last word', () => {
  const pinned = (key: string, pos: number, at: number) =>
    chat(key, pos, { kept: { ...NOTHING, pinned: at } })
  const rows = [chat('old', 1), pinned('b', 2, 0), chat('new', 9), pinned('a', 5, -1)]
  expect(rows.toSorted(inOrder).map(({ key }) => key)).toEqual(['a', 'b', 'new', 'old'])
})

test('however the rows come, they stand in one order: pins by place, then by time, each once', () => {
  const key = fc.integer({ min: 0, max: 8 }).map(String)
  const row = fc
    .tuple(key, fc.integer({ min: 0, max: 50 }), fc.option(fc.integer({ min: -3, max: 3 })))
    .map(([key, pos, pinned]) => chat(key, pos, pinned === null ? {} : { kept: { ...NOTHING, pinned } }))
  const op = fc.oneof(
    row.map((row): Op<ChatRow> => ['put', row]),
    key.map((key): Op<ChatRow> => ['del', key]),
  )
  fc.assert(
    fc.property(fc.array(op, { maxLength: 40 }), (ops) => {
      let rows: readonly ChatRow[] = []
      const known = new Map<string, ChatRow>()
      for (const op of ops) {
        rows = apply(rows, [op], inOrder)
        if (op[0] === 'put') known.set(op[1].key, op[1])
        else if (op[0] === 'del') known.delete(op[1])
      }
      const place = (row: ChatRow) => [row.kept?.pinned ?? Infinity, row.kept?.pinned == null ? -row.pos : 0]
      expect(new Map(rows.map((row) => [row.key, row]))).toEqual(known)
      expect(rows).toHaveLength(known.size)
      for (const [i, row] of rows.entries()) {
        const next = rows[i + 1]
        if (next && place(row)[0] !== place(next)[0])
          expect(place(row)[0]).toBeLessThan(place(next)[0] as number)
        else if (next) expect(place(row)[1]).toBeLessThanOrEqual(place(next)[1] as number)
      }
    }),
  )
})

test('what is marked as unread counts as unread, what is muted or archived is not counted', () => {
  const marked = chat('m', 1, { kept: { ...NOTHING, marked: true } })
  expect([isUnread(marked), lets('unread', marked), isUnread(chat('r', 1))]).toEqual([true, true, false])
  const muted = { ...NOTHING, muted: true }
  const archived = { ...NOTHING, archived: true }
  const counts = [{}, { kept: NOTHING }, { kept: muted }, { kept: archived }].map((change) =>
    counted(chat('c', 1, { unread: 3, ...change })),
  )
  expect(counts).toEqual([3, 3, 0, 0])
})

test('a pinned chat moves by so many places, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a'])
  expect([moved(['a'], 'a', 1), moved(['a'], 'a', -1), moved(['a'], 'x', 1)]).toEqual([null, null, null])
})
