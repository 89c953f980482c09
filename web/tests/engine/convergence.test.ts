/** Whatever is lost, doubled, delayed or cut off: in the end the replica is what a fresh one is, and what the server has. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { rest, until } from './clock'
import { World, rangesHold, type Device } from './world'

type Step = { run(world: World, anna: Device): unknown; toString(): string }

const CHATS = ['c', 'd']
const OTHERS = ['boris', 'vera']

const step = (name: string, run: Step['run']): Step => ({ run, toString: () => name })
const chat = fc.constantFrom(...CHATS)
const other = fc.constantFrom(...OTHERS)
const seq = fc.integer({ min: 1, max: 60 })

/** Does it if the server allows it at this point. */
const may = (act: () => unknown) => {
  try {
    act()
  } catch {
    // There is no such message, or it is deleted.
  }
}

let writes = 0

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(chat, other)
      .map(([c, user]) =>
        step(`${user} writes to ${c}`, ({ server }) => server.write(c, `w${++writes}`, user, 'text')),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(chat, other, fc.integer({ min: 15, max: 50 })).map(([c, user, n]) =>
      step(`${user} writes ${n} to ${c}`, ({ server }) => {
        for (let i = 0; i < n; i++) server.write(c, `w${++writes}`, user, 'many')
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(chat, seq)
      .map(([c, n]) =>
        step(`edit ${c} ${n}`, ({ server }) => may(() => server.edit(c, n, `edited ${++writes}`))),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(chat, seq)
      .map(([c, n]) => step(`erase ${c} ${n}`, ({ server }) => may(() => server.erase(c, n)))),
  },
  {
    weight: 1,
    arbitrary: chat.map((c) => step(`rename ${c}`, ({ server }) => server.rename(c, `name ${++writes}`))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(chat, fc.constantFrom('anna', ...OTHERS), seq).map(([c, user, n]) =>
      step(`${user} read ${c} ${n}`, ({ server }) => {
        const state = server.chat(c)
        if (server.isMember(state, user)) server.mark(c, user, Math.min(n, state.messages.length))
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(chat, fc.constantFrom('anna', 'vera')).map(([c, user]) =>
      step(`${user} leaves or joins ${c}`, ({ server }) => {
        if (server.isMember(server.chat(c), user)) server.leave(c, user)
        else server.join(c, user)
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: chat.map((c) => step(`anna sends to ${c}`, (_, anna) => void anna.send(c, `a${++writes}`))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(chat, seq)
      .map(([c, n]) =>
        step(`anna looks at ${c} ${n}`, (_, anna) => void anna.engine.history.fetch(c, { around: n })),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(0, 1, 1, 2)
      .map((n) => step(`frames arrive ${n} times`, ({ server }) => (server.fate = () => n))),
  },
  { weight: 1, arbitrary: fc.constant(step('hold', ({ server }) => server.hold())) },
  { weight: 2, arbitrary: fc.constant(step('release', ({ server }) => server.release())) },
  { weight: 1, arbitrary: fc.constant(step('cut', (_, anna) => anna.link?.cut())) },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 0, max: 2000 })
      .map((ms) => step(`${ms} ms`, ({ clock }) => clock.advance(ms))),
  },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }).map((n) => step(`${n} turns`, () => rest(n))) },
  {
    weight: 1,
    arbitrary: fc.constant(
      step('crash', async (_, anna) => {
        await anna.crash()
        anna.engine.connection.start()
      }),
    ),
  },
)

/** What the server would say to this user, row for row. */
async function expectTruth(device: Device): Promise<void> {
  const { world, user, engine } = device
  const { server } = world
  for (const id of CHATS) {
    const state = server.chat(id)
    const place = engine.replica.place(id)
    expect(place.shown).toBe(server.isMember(state, user))
    if (!place.shown) continue
    const { record } = place
    expect(record.chat).toEqual(state.chat)
    expect(record.membership).toEqual(state.memberships.get(user))
    expect(new Map([...place.members].sort())).toEqual(new Map([...state.members].sort()))
    expect(record.lastSeq).toBe(state.messages.length)
    expect(record.last ?? undefined).toEqual(
      state.messages.findLast(
        (message) => !message.deleted && message.seq >= (record.ranges.at(-1)?.[0] ?? 1),
      ),
    )
    // Nothing is missing in between unless the server said so.
    if (record.holeRev === 0 && record.lastSeq > 0) expect(record.ranges).toEqual([[1, record.lastSeq]])
    if (place.countable) expect(record.unread).toBe(server.unread(state, user))
    for (const message of await engine.replica.messages(id, 0, Infinity)) {
      expect(message).toEqual(state.messages[message.seq - 1])
    }
    expect(await rangesHold(device, id)).toBe(true)
  }
}

test('any history ends in the same replica', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 40 }), async (history) => {
      const world = new World()
      for (const c of CHATS) world.server.create(c, ['anna', ...OTHERS])
      const anna = await world.device('anna')
      await anna.connect()
      for (const { run } of history) await run(world, anna)
      world.server.fate = () => 1
      world.server.release()
      await rest(5)
      await anna.reconnect()
      const quiet = () => [...anna.engine.outbox.jobs.values()].every((job) => job.failed !== null)
      await until(quiet, 'an empty outbox')
      await anna.reconnect()
      await rest()
      const fresh = await world.device('anna')
      await fresh.connect()
      await rest()
      await expectTruth(anna)
      await expectTruth(fresh)
      world.close()
    }),
    { numRuns: Number(process.env.RUNS ?? 150) },
  )
})
