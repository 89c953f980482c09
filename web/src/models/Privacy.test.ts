/** Rules: what was asked for before a choice does not come over it, and what is refused is as it was. */
import { expect, test, vi } from 'vitest'

import type { Engine, Rules } from '../engine/rpc'
import { Privacy } from './Privacy.svelte'

vi.mock('./refused', () => ({ refused: ({ ok }: { ok: boolean }) => !ok }))

const RULES: Rules = {
  mayWrite: 'everybody',
  mayAdd: 'everybody',
  asksFirst: false,
  seesLastSeen: 'everybody',
  receipts: true,
}
const BORIS = { id: 'b', name: 'Boris', username: 'boris' }
const OK = { ok: true, value: null }
const REFUSED = { ok: false, code: 'offline', params: {}, retryAfter: null }
const stored = (change: Partial<Rules> = {}, blocked = [BORIS]) => ({
  ok: true,
  value: { rules: { ...RULES, ...change }, blocked },
})

/** Answers in the order in which the test says so. */
function asked() {
  const waiting: { name: string; answer: (with_: unknown) => void }[] = []
  const ask = (name: string) => new Promise((answer) => waiting.push({ name, answer }))
  return { privacy: new Privacy({ ask } as unknown as Engine), waiting }
}

async function known() {
  const { privacy, waiting } = asked()
  const read = privacy.read()
  waiting.shift()?.answer(stored())
  await read
  return { privacy, waiting }
}

test('a choice is shown at once, and an answer from before it does not undo it', async () => {
  const { privacy, waiting } = await known()
  const early = privacy.read()
  const choice = privacy.choose({ asksFirst: true })
  expect(privacy.known?.rules.asksFirst).toBe(true)
  const late = privacy.read()
  expect(waiting.map(({ name }) => name)).toEqual(['privacy', 'changeRules', 'privacy'])
  waiting[0]?.answer(stored())
  await early
  expect(privacy.known?.rules.asksFirst).toBe(true)
  waiting[1]?.answer(OK)
  await vi.waitFor(() => expect(waiting).toHaveLength(4))
  waiting[2]?.answer(stored())
  await late
  expect(privacy.known?.rules.asksFirst).toBe(true)
  waiting[3]?.answer(stored({ asksFirst: true, receipts: false }))
  await choice
  expect(privacy.known?.rules).toEqual({ ...RULES, asksFirst: true, receipts: false })
})

test('what is refused is as it was, also when nothing can be read', async () => {
  const { privacy, waiting } = await known()
  const choice = privacy.choose({ mayAdd: 'nobody' })
  waiting[0]?.answer(REFUSED)
  await vi.waitFor(() => expect(waiting).toHaveLength(2))
  waiting[1]?.answer(REFUSED)
  await choice
  expect(privacy.known?.rules).toEqual(RULES)
})

test('who was unblocked does not come back with an answer from before', async () => {
  const { privacy, waiting } = await known()
  const early = privacy.read()
  const done = privacy.unblock(BORIS)
  waiting[1]?.answer(OK)
  expect(await done).toBe(true)
  waiting[0]?.answer(stored())
  await early
  expect(privacy.known?.blocked).toEqual([])
  const again = privacy.unblock(BORIS)
  waiting[2]?.answer(REFUSED)
  expect(await again).toBe(false)
})
