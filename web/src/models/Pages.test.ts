/** Pages: what is refused leaves what was there, and an older answer does not come over a newer one. */
import { expect, test } from 'vitest'

import type { Answer, Deed } from '../engine/rpc'
import { Pages } from './Pages.svelte'

const deed = (id: string): Deed => {
  const person = { id: 'u', name: 'Ann', username: 'ann' }
  return { id, kind: 'banned', person, at: 1, by: null, until: 2 }
}
const page = (next: string | null, ...ids: string[]): Answer<'deeds'> => {
  return { ok: true, value: { rows: ids.map(deed), next } }
}
const refusal: Answer<'deeds'> = { ok: false, code: 'offline', params: {}, retryAfter: null }

/** Answers in the order in which the test says so. */
function asked() {
  const waiting: { before: string | null; answer: (with_: Answer<'deeds'>) => void }[] = []
  const pages = new Pages<'deeds'>((before) => new Promise((answer) => waiting.push({ before, answer })))
  return { pages, waiting }
}
const ids = (pages: Pages<'deeds'>) => pages.rows?.map(({ id }) => id)

test('a refusal is told and what was there stays; the next page that comes takes it back', async () => {
  const { pages, waiting } = asked()
  const first = pages.reload()
  expect([pages.loading, pages.rows]).toEqual([true, null])
  waiting[0]?.answer(refusal)
  await first
  expect([pages.loading, pages.refused?.code, pages.rows]).toEqual([false, 'offline', null])
  const second = pages.reload()
  waiting[1]?.answer(page('b', 'c', 'b'))
  await second
  const third = pages.more()
  waiting[2]?.answer(refusal)
  await third
  expect([ids(pages), pages.refused?.code, pages.complete]).toEqual([['c', 'b'], 'offline', false])
})

test('more continues after the last, once at a time, until there is no more', async () => {
  const { pages, waiting } = asked()
  const first = pages.reload()
  waiting[0]?.answer(page('b', 'c', 'b'))
  await first
  const more = pages.more()
  await pages.more()
  expect(waiting.map(({ before }) => before)).toEqual([null, 'b'])
  waiting[1]?.answer(page(null, 'a'))
  await more
  await pages.more()
  expect([ids(pages), pages.complete, waiting.length]).toEqual([['c', 'b', 'a'], true, 2])
})

test('a page that was asked for before a reload is not put behind what came since', async () => {
  const { pages, waiting } = asked()
  const first = pages.reload()
  waiting[0]?.answer(page('b', 'b'))
  await first
  const older = pages.more()
  const reload = pages.reload()
  waiting[2]?.answer(page(null, 'c'))
  await reload
  waiting[1]?.answer(page(null, 'a'))
  await older
  expect(ids(pages)).toEqual(['c'])
})
