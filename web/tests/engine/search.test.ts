/** Search in a chat finds what is on this device, newest first, and says whether that was all. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Edges, HitRow } from '../../src/engine/rpc'
import { SearchView } from '../../src/engine/views/search'
import { apply } from '../../src/models/rows'
import { until } from './clock'
import { World, type Device } from './world'

let world: World
let anna: Device

beforeEach(async () => {
  world = new World()
  world.server.create('g', ['anna', 'boris'])
  anna = await world.device('anna')
  await anna.connect()
})
afterEach(() => world.close())

async function search(query: string): Promise<{ found: string[]; edges: Edges }> {
  let rows: readonly HitRow[] = []
  let edges: Edges | undefined
  new SearchView(anna.engine, 'g', query, (ops, at) => {
    rows = apply(rows, ops)
    edges = at ?? edges
  })
  await until(() => edges?.loading === null, 'searched')
  return { found: rows.map(({ key }) => key), edges: edges as Edges }
}

test('finds the newest first, without the deleted, in the other layout too', async () => {
  for (const [id, text] of Object.entries({ a: 'Привет всем', b: 'пока', c: 'и тебе ПРИВЕТ', d: 'привет' }))
    await anna.send('g', id, text)
  await anna.engine.command({ t: 'delete', chat: 'g', id: 'd' })
  await until(() => anna.engine.outbox.waiting === 0, 'all sent')
  await anna.engine.inbox.settled()
  const { found, edges } = await search('ghbdtn')
  expect(found).toEqual(['c', 'a'])
  expect(edges.atStart).toBe(true)
  expect((await search('нет такого')).found).toEqual([])
})

test('a closed search says nothing more', async () => {
  await anna.send('g', 'a', 'word')
  let said = 0
  const view = new SearchView(anna.engine, 'g', 'word', () => said++)
  view.close()
  await until(() => anna.engine.outbox.waiting === 0, 'sent')
  await search('word')
  expect(said).toBe(1)
})

test('finds in each chat what a plain look finds', async () => {
  const texts = ['ёж', 'Еж и ёлка', 'hello', 'и', 'HELP']
  for (const [i, text] of texts.entries()) await anna.send('g', `m${String(i)}`, text)
  await until(() => anna.engine.outbox.waiting === 0, 'all sent')
  await anna.engine.inbox.settled()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('еж', 'елка', 'hel', 'и', 'zzz'), async (query) => {
      const { found } = await search(query)
      const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
      const messages = await anna.messages('g')
      const expected = messages.filter(({ text, service }) => !service && fold(text).includes(query))
      expect(found).toEqual(expected.map(({ id }) => id).reverse())
    }),
    { numRuns: 20 },
  )
})
