/** One tab leads, all show the same, and nothing is lost when it goes; who is signed in is known to all. */
import { openDB } from 'idb'
import { beforeEach, expect, test } from 'vitest'

import { rest, until } from './clock'
import { FakeBrowser, type FakeTab } from './tabs'

let browser: FakeBrowser

beforeEach(() => {
  browser = new FakeBrowser()
  browser.server.create('c', ['anna', 'boris'])
})

const TIMELINE = { kind: 'timeline', chat: 'c', at: { at: 'end' }, size: 40 } as const

async function signedIn(tab: FakeTab): Promise<void> {
  const connection = tab.show({ kind: 'connection' })
  await until(() => connection.rows[0]?.phase === 'online', 'online')
}
const send = (tab: FakeTab, id: string) =>
  tab.engine.command({ t: 'send', chat: 'c', id, text: id, reply: null })

/** Everything in a database, as pairs of store and row. */
async function contents(name: string): Promise<[string, unknown][]> {
  const db = await openDB(name)
  const all = await Promise.all(
    [...db.objectStoreNames].map(async (store) =>
      (await db.getAll(store)).map((row): [string, unknown] => [store, row]),
    ),
  )
  db.close()
  return all.flat()
}

test('two tabs have one connection and show the same', async () => {
  const [first, second] = [browser.open(), browser.open()]
  await signedIn(first)
  const shown = [first.show(TIMELINE), second.show(TIMELINE)]
  send(second, 'm1')
  await until(() => shown.every(({ rows }) => rows[0]?.kind === 'message' && rows[0].state === 'sent'))
  expect(browser.server.links.size).toBe(1)
  expect([first.leads, second.leads]).toEqual([true, false])
  expect(shown[0]?.rows).toEqual(shown[1]?.rows)
})

test('a tab hears when what it sent is on disk, whichever tab leads, and whatever becomes of that one', async () => {
  const [first, second] = [browser.open(), browser.open()]
  await signedIn(first)
  await signedIn(second)
  const stored: string[] = []
  const sends = (tab: FakeTab, id: string) =>
    tab.engine.command({ t: 'send', chat: 'c', id, text: id, reply: null }, () => {
      stored.push(id)
    })
  sends(first, 'm1')
  sends(second, 'm2')
  expect(stored).toEqual([])
  await until(() => stored.length === 2, 'both')
  const kept = (await contents('molva-anna')).flatMap(([store, row]) =>
    ['outbox', 'messages'].includes(store) ? [(row as { id: string }).id] : [],
  )
  expect(kept).toEqual(expect.arrayContaining(['m1', 'm2']))
  first.kill()
  sends(second, 'm3')
  await until(() => stored.includes('m3'), 'with another leader')
  expect(stored.sort()).toEqual(['m1', 'm2', 'm3'])
})

test('when the leading tab is killed while it sends, the next takes over and nothing is lost or doubled', async () => {
  for (const turns of [0, 1, 2, 3, 5, 8, 13, 21, 34]) {
    browser = new FakeBrowser()
    browser.server.create('c', ['anna', 'boris'])
    const [first, second] = [browser.open(), browser.open()]
    await signedIn(second)
    const shown = second.show(TIMELINE)
    for (const id of ['m1', 'm2', 'm3']) send(second, id)
    await rest(turns)
    first.kill()
    await until(() => browser.server.committed.length === 3, `all three after ${turns} turns`)
    await until(
      () =>
        shown.rows.length === 3 && shown.rows.every((row) => row.kind === 'message' && row.state === 'sent'),
    )
    expect(browser.server.committed).toEqual(['m1', 'm2', 'm3'])
    expect(second.leads).toBe(true)
    second.kill()
  }
})

test('a question that was asked before anybody led is answered once', async () => {
  for (const turns of [0, 1, 2, 3, 4, 5]) {
    browser = new FakeBrowser()
    const tabs = [browser.open(), browser.open()]
    await rest(turns)
    const answers = tabs.map((tab) => tab.engine.ask('chatInvitation', { code: tab.id }))
    for (const answer of answers) expect(await answer).toMatchObject({ ok: false, code: 'invite_not_found' })
    await rest(20)
    expect(browser.lookedUp.sort()).toEqual(['tab0', 'tab1'])
    for (const tab of tabs) tab.kill()
  }
})

test('a question that nobody will answer any more is answered as offline', async () => {
  // How questions are answered is loaded with the first one, and that takes its time.
  await import('../../src/engine/questions')
  const [first, second] = [browser.open(), browser.open()]
  await signedIn(second)
  browser.server.fate = () => 0
  const swallowed = browser.server.calls.length
  browser.server.swallow = () => true
  const answer = second.engine.ask('renameGroup', { chat: 'c', title: 'Dacha' })
  await until(() => browser.server.calls.length > swallowed || first.link === null)
  first.kill()
  expect(await answer).toMatchObject({ ok: false, code: 'offline' })
})

test('what may be asked twice is asked of the next leader: signing out goes through, whoever leads', async () => {
  const [first, second] = [browser.open(), browser.open()]
  await signedIn(second)
  const session = second.show({ kind: 'session' })
  browser.stuck = true
  const answer = second.engine.ask('logout', { keepDrafts: false })
  await until(() => browser.asked === 1, 'the first leader asks')
  first.kill()
  browser.stuck = false
  expect(await answer).toEqual({ ok: true, value: null })
  await until(() => session.rows[0]?.phase === 'signed-out')
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['molva'])
})

test('whoever leads calls a deleted account as the pages do, also when they said so before anybody led', async () => {
  const [first, second] = [browser.open(), browser.open()]
  first.engine.signal({ t: 'words', gone: 'Deleted account' })
  await signedIn(first)
  await until(() => first.office?.gone === 'Deleted account')
  second.engine.signal({ t: 'words', gone: 'Удалённый аккаунт' })
  await until(() => first.office?.gone === 'Удалённый аккаунт')
  first.kill()
  await until(() => second.office?.gone === 'Удалённый аккаунт')
})

test('the leader forgets the views of a tab that is gone', async () => {
  const [first, second] = [browser.open(), browser.open()]
  await signedIn(first)
  second.show(TIMELINE)
  const open = () => first.office?.engine?.timelines.size
  await until(() => open() === 1)
  second.kill()
  await until(() => open() === 0)
})

test('nobody is signed in until somebody signs in; then every tab shows it', async () => {
  browser.user = null
  const [first, second] = [browser.open(), browser.open()]
  const sessions = [first.show({ kind: 'session' }), second.show({ kind: 'session' })]
  const chats = first.show({ kind: 'chats' })
  await until(() => sessions.every(({ rows }) => rows[0]?.phase === 'signed-out'))
  expect(await second.engine.ask('login', { login: 'anna', password: 'p' })).toEqual({
    ok: true,
    value: null,
  })
  await until(() => sessions.every(({ rows }) => rows[0]?.me?.id === 'anna'))
  await until(() => chats.rows.length === 1)
})

test('without a server the last user is shown what is on the device', async () => {
  const first = browser.open()
  await signedIn(first)
  browser.server.write('c', 'm1', 'boris', 'kept')
  const chats = first.show({ kind: 'chats' })
  await until(() => chats.rows[0]?.preview?.text === 'kept')
  first.kill()
  browser.reachable = false
  const second = browser.open()
  const again = second.show({ kind: 'chats' })
  await until(() => again.rows[0]?.preview?.text === 'kept')
  expect(second.show({ kind: 'session' }).rows).toBeDefined()
})

test('a session that is over says so, and goes on after signing in, with what waited', async () => {
  const tab = browser.open()
  await signedIn(tab)
  const session = tab.show({ kind: 'session' })
  tab.link?.cut(4401)
  await until(() => session.rows[0]?.phase === 'ended')
  send(tab, 'm1')
  await rest()
  expect(browser.server.committed).toEqual([])
  await tab.engine.ask('login', { login: 'anna', password: 'p' })
  await until(() => browser.server.committed.includes('m1'))
})

test('a session that is over leaves only what was not sent; another person finds nothing of it', async () => {
  const tab = browser.open()
  await signedIn(tab)
  browser.server.write('c', 'm1', 'boris', 'for anna')
  const [session, chats] = [tab.show({ kind: 'session' }), tab.show({ kind: 'chats' })]
  await until(() => chats.rows[0]?.preview?.text === 'for anna')
  tab.link?.cut(4401)
  await until(() => session.rows[0]?.phase === 'ended' && chats.rows.length === 0)
  tab.engine.command({ t: 'draft', chat: 'c', draft: { text: 'half', reply: null } })
  await rest()
  const kept = await contents('molva-anna')
  expect(kept.filter(([store]) => !['meta', 'drafts'].includes(store))).toEqual([])
  expect(JSON.stringify(kept)).not.toContain('for anna')
  expect(JSON.stringify(kept)).toContain('half')
  await tab.engine.ask('login', { login: 'anna', password: 'p' })
  await until(() => chats.rows[0]?.preview?.text === 'for anna' && chats.rows[0].draft?.text === 'half')
})

test('signing out deletes the rows, and with them what was not sent', async () => {
  const tab = browser.open()
  await signedIn(tab)
  const [session, chats] = [tab.show({ kind: 'session' }), tab.show({ kind: 'chats' })]
  await until(() => chats.rows.length === 1)
  await tab.engine.ask('logout', { keepDrafts: false })
  await until(() => session.rows[0]?.phase === 'signed-out' && chats.rows.length === 0)
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['molva'])
})

test('who signs out is not told that the session has ended, and is not asked to sign in before everything is deleted', async () => {
  const tab = browser.open()
  await signedIn(tab)
  const session = tab.show({ kind: 'session' })
  await until(() => session.rows.length === 1)
  const phases = new Set<string | undefined>()
  void tab.engine.ask('logout', { keepDrafts: false })
  await until(() => phases.add(session.rows[0]?.phase).has('signed-out'))
  expect([...phases]).toEqual(['signed-in', 'signed-out'])
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['molva'])
})

test('signing out may keep what was not sent', async () => {
  const tab = browser.open()
  await signedIn(tab)
  tab.link?.cut()
  send(tab, 'm1')
  await rest()
  await tab.engine.ask('logout', { keepDrafts: true })
  expect((await indexedDB.databases()).map(({ name }) => name).sort()).toEqual(['molva', 'molva-anna'])
  await tab.engine.ask('login', { login: 'anna', password: 'p' })
  await until(() => browser.server.committed.includes('m1'))
})

test('another user finds nothing of the first', async () => {
  const tab = browser.open()
  await signedIn(tab)
  const chats = tab.show({ kind: 'chats' })
  await until(() => chats.rows.length === 1)
  browser.server.create('d', ['vera'])
  await tab.engine.ask('login', { login: 'vera', password: 'p' })
  await until(() => chats.rows.length === 1 && chats.rows[0]?.key === 'd')
})

test('a database that a newer client has written is left alone, and said to be', async () => {
  const first = browser.open()
  await signedIn(first)
  first.kill()
  const newer = await openDB('molva-anna', 99)
  newer.close()
  const second = browser.open()
  const connection = second.show({ kind: 'connection' })
  await until(() => connection.rows[0]?.phase === 'outdated')
})

test('who cannot be reached at the start is said to be, once it lasts, and what was begun goes on by itself', async () => {
  browser.reachable = false
  const tab = browser.open()
  const session = tab.show({ kind: 'session' })
  await rest()
  expect(session.rows[0]).toMatchObject({ phase: 'starting' })
  expect(session.rows[0]?.trouble ?? null).toBeNull()
  browser.clock.advance(1000)
  await until(() => session.rows[0]?.trouble?.why === 'unreachable')
  expect(session.rows[0]?.trouble?.retryAt).toBeGreaterThan(browser.clock.now())
  browser.reachable = true
  browser.busy = true
  browser.clock.advance(31_000)
  await until(() => session.rows[0]?.trouble?.why === 'busy')
  browser.busy = false
  browser.clock.advance(31_000)
  await until(() => session.rows[0]?.phase === 'signed-in')
  expect(session.rows[0]?.trouble).toBeNull()
})

test('the reader need not wait for the next try', async () => {
  browser.reachable = false
  browser.user = null
  const tab = browser.open()
  const session = tab.show({ kind: 'session' })
  await rest()
  browser.clock.advance(1000)
  await until(() => session.rows[0]?.trouble != null)
  browser.reachable = true
  tab.engine.signal({ t: 'reconnect' })
  await until(() => session.rows[0]?.phase === 'signed-out')
  expect(session.rows[0]?.trouble).toBeNull()
})

test('when the database is taken away it is opened again, and what was waiting goes on', async () => {
  const tab = browser.open()
  await signedIn(tab)
  const [chats, connection] = [tab.show({ kind: 'chats' }), tab.show({ kind: 'connection' })]
  tab.office?.engine?.db.close()
  send(tab, 'm1')
  await until(() => tab.office?.engine?.outbox.held === true)
  browser.clock.advance(1000)
  await until(() => connection.rows[0]?.phase === 'online' && browser.server.committed.includes('m1'))
  await until(() => chats.rows[0]?.preview?.text === 'm1')
})
