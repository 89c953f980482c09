/** Whoever rests on the time of a message learns what became of it, and that others may read what it said before. */
import { beforeAll, expect, test } from 'vitest'

import type { MessageRow } from '../../engine/rpc'
import en from '../../i18n/en'
import { lang } from '../../i18n/language.svelte'
import { info } from './info'

const row = { at: Date.UTC(2026, 10, 21, 12), deleted: false } as MessageRow
const lines = (change: Partial<MessageRow>, kept: boolean) => info({ ...row, ...change }, kept).split('\n')

beforeAll(async () => {
  await lang.choose('en')
  await lang.whole()
})

test('of a message that nobody has changed only when it was written', () => {
  expect(lines({}, true)).toHaveLength(1)
})

test('of a changed one when, and that what it said before is kept only where it is', () => {
  const editedAt = row.at + 60_000
  expect(lines({ editedAt }, false)).toHaveLength(2)
  expect(lines({ editedAt }, false)[1]).toMatch(/^Edited /)
  expect(lines({ editedAt }, true)).toContain(en.edits.kept)
  expect(lines({ editedAt, expiresAt: editedAt }, true)).toHaveLength(4)
})
