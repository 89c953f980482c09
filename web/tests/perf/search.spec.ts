/**
 * How long the search in a chat of 100,000 messages takes in a real database: the first hit, and all of it.
 * `BENCH=1 npm run test:browser -- perf/search` prints the milliseconds; nothing is asserted about them.
 */
import { expect, test } from '@playwright/test'

import type { search } from '../../dev/search'

declare global {
  interface Window {
    search: typeof search
  }
}

test.skip(!process.env.BENCH, 'a bench, run on demand')

const COUNT = 100_000

test('search in a chat of 100,000 messages', async ({ page }) => {
  test.setTimeout(300_000)
  await page.goto('/dev/?page=search')
  await page.waitForFunction(() => 'search' in window)
  const rounds = await page.evaluate(async (count) => {
    const { openDatabase, scan, Needle } = window.search
    const db = await openDatabase('bench')
    const words =
      'привет завтра встреча насос дача вода суббота hello meeting план — хорошо, ёлка да нет'.split(' ')
    for (let from = 1; from <= count; from += 5_000) {
      const transaction = db.transaction('messages', 'readwrite', { durability: 'relaxed' })
      for (let seq = from; seq < from + 5_000; seq++) {
        const text = Array.from({ length: 12 }, (_, i) => words[(seq * (i + 3) + i) % words.length]).join(' ')
        void transaction.store.put({
          ...{
            type: 'message',
            id: `m${String(seq)}`,
            chat_id: 'c',
            seq,
            rev: seq,
            sender_id: 'u',
            sent_at: seq,
          },
          ...{
            edited_at: null,
            deleted: false,
            service: null,
            poll: null,
            reactions: [],
            mentions: null,
            preview: null,
            expires_at: null,
            forward: null,
            comments: null,
            reply_to: null,
          },
          // One rare word, long ago.
          text: seq === 1_000 ? `${text} глокая куздра` : text,
        })
      }
      await transaction.done
    }
    const rounds: { query: string; first: number; all: number; hits: number }[] = []
    for (const query of ['куздра', 'куздра', 'yfcjc', 'нет такого слова']) {
      const start = performance.now()
      let first = NaN
      let hits = 0
      for await (const found of scan(db, 'c', [[1, count]], new Needle(query))) {
        if (found.length > 0 && Number.isNaN(first)) first = performance.now() - start
        hits += found.length
      }
      rounds.push({ query, first: Math.round(first), all: Math.round(performance.now() - start), hits })
    }
    db.close()
    indexedDB.deleteDatabase('molva-bench')
    return rounds
  }, COUNT)
  for (const { query, first, all, hits } of rounds)
    console.log(`${query}: first hit ${String(first)} ms, all ${String(all)} ms, ${String(hits)} hits`)
  expect(rounds.map(({ hits }) => hits)).toEqual([1, 1, expect.any(Number), 0])
})
