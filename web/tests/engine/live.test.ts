/** Two people on the real server: what the engine believes of the protocol is what the server does. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { newId } from '../../src/engine/net/ids'
import type { Answer, QuestionName, Questions } from '../../src/engine/rpc'
import { Browser } from './browser'

// Longer than a busy machine takes; what waits so long has failed.
const PATIENCE = { timeout: 60_000, interval: 20 }
/** A story waits several times. */
const SEVERAL = 5 * PATIENCE.timeout
const molva = join(import.meta.dirname, '../../../.venv/bin/molva')

let server: ChildProcess
let folder: string
let anna: Browser
let boris: Browser
let borisId: string

const soon = <T>(check: () => T) => vi.waitFor(check, PATIENCE)

async function ask<N extends QuestionName>(
  who: Browser,
  name: N,
  what: Questions[N]['ask'],
): Promise<Questions[N]['answer']> {
  const answer: Answer<N> = await who.engine.ask(name, what)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

function write(who: Browser, chat: string, text: string, reply: string | null = null): string {
  const id = newId(Date.now())
  who.engine.command({ t: 'send', chat, id, text, reply })
  return id
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'molva-live-'))
  server = spawn(molva, ['serve', '--host', '127.0.0.1', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const base = await new Promise<string>((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server did not start')))
    server.stdout?.on('data', (said: Buffer) => {
      const address = /http:\/\/\S+:\d+/.exec(said.toString())
      if (address) resolve(address[0])
    })
  })
  anna = new Browser(base)
  boris = new Browser(base)
  const words = { password: 'seven green lamps', invite: null }
  await ask(anna, 'register', { name: 'Анна', username: 'anna', ...words })
  await ask(boris, 'register', { name: 'Boris', username: 'boris', ...words })
  for (const who of [anna, boris]) {
    const connection = who.show({ kind: 'connection' })
    await soon(() => expect(connection.rows[0]?.phase).toBe('online'))
  }
  borisId = (await ask(anna, 'people', { q: 'boris' }))[0]?.id ?? ''
}, 60_000)

afterAll(async () => {
  for (const who of [anna, boris]) who.close()
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(folder, { recursive: true })
})

/** A direct chat as both see it. */
async function direct() {
  const { chat } = await ask(anna, 'openDirect', { user: borisId })
  const open = (who: Browser) => who.show({ kind: 'timeline', chat, at: { at: 'end' }, size: 100 })
  const lists = [anna.show({ kind: 'chats' }), boris.show({ kind: 'chats' })] as const
  const row = (list: 0 | 1) => lists[list].rows.find(({ key }) => key === chat)
  await soon(() => expect(row(1)).toBeDefined())
  return { chat, hers: open(anna), his: open(boris), row }
}

test(
  'a message is written, arrives, is read, changed, answered and deleted',
  { timeout: SEVERAL },
  async () => {
    const { chat, hers, his, row } = await direct()
    const id = write(anna, chat, 'Привет')
    await soon(() => expect(hers.rows.at(-1)).toMatchObject({ key: id, state: 'delivered' }))
    expect(his.rows.at(-1)).toMatchObject({ key: id, own: false, name: 'Анна', text: 'Привет' })
    expect(row(1)).toMatchObject({ title: 'Анна', unread: 1, preview: { text: 'Привет' }, online: true })
    boris.engine.command({ t: 'read', chat, id })
    await soon(() => expect(hers.rows.at(-1)).toMatchObject({ state: 'read' }))
    expect(row(1)?.unread).toBe(0)
    anna.engine.command({ t: 'edit', chat, id, text: 'Привет!' })
    await soon(() => expect(his.rows.at(-1)).toMatchObject({ text: 'Привет!', edited: true }))
    boris.engine.signal({ t: 'typing', chat })
    await soon(() => expect(row(0)?.typing).toEqual(['Boris']))
    const answer = write(boris, chat, 'ответ', id)
    await soon(() => expect(hers.rows.at(-1)).toMatchObject({ key: answer, reply: { id, text: 'Привет!' } }))
    expect(row(0)?.typing).toEqual([])
    anna.engine.command({ t: 'delete', chat, id })
    await soon(() => expect(his.rows.some(({ key }) => key === id)).toBe(false))
    await soon(() => expect(hers.rows.at(-1)).toMatchObject({ reply: { deleted: true, text: '' } }))
  },
)

test('what is written without a network arrives in order when it is back', { timeout: SEVERAL }, async () => {
  const { chat, hers, his } = await direct()
  await soon(() => expect(his.edges?.atEnd).toBe(true))
  boris.offline()
  const ids = Array.from({ length: 50 }, (_, i) => write(boris, chat, `waiting ${i}`))
  await soon(() => expect(his.rows.at(-1)).toMatchObject({ key: ids.at(-1), state: 'queued' }))
  boris.online()
  await soon(() => expect(hers.rows.slice(-50).map(({ key }) => key)).toEqual(ids))
  await soon(() => expect(his.rows.at(-1)).toMatchObject({ state: 'delivered' }))
  expect(new Set(his.rows.map(({ key }) => key)).size).toBe(his.rows.length)
})

test(
  'more than a page of news while away leaves a hole, which is filled where one looks',
  { timeout: SEVERAL },
  async () => {
    const { chat, his } = await direct()
    boris.offline()
    const ids = Array.from({ length: 150 }, (_, i) => write(anna, chat, `news ${i}`))
    const hers = anna.show({ kind: 'timeline', chat, at: { at: 'end' }, size: 200 })
    await soon(() => expect(hers.rows.at(-1)).toMatchObject({ key: ids.at(-1), state: 'sent' }))
    boris.online()
    await soon(() => expect(his.rows.at(-1)?.key).toBe(ids.at(-1)))
    await soon(() => {
      if (!his.edges?.atStart) his.view.more('start', '')
      expect(his.edges?.atStart).toBe(true)
    })
    expect(his.rows.map(({ key }) => key)).toEqual(hers.rows.map(({ key }) => key).slice(-his.rows.length))
    expect(his.rows.slice(-150).map(({ key }) => key)).toEqual(ids)
  },
)

test('whoever is removed from a group has nothing of it any more', { timeout: SEVERAL }, async () => {
  const { chat } = await ask(anna, 'createGroup', { title: 'Группа', members: [borisId] })
  const list = boris.show({ kind: 'chats' })
  const row = () => list.rows.find(({ key }) => key === chat)
  await soon(() =>
    expect(row()).toMatchObject({ title: 'Группа', members: 2, preview: { event: { t: 'created' } } }),
  )
  const members = boris.show({ kind: 'members', chat })
  await soon(() =>
    expect(members.rows.map(({ name, role }) => [name, role])).toEqual([
      ['Boris', 'member'],
      ['Анна', 'owner'],
    ]),
  )
  write(anna, chat, 'secret')
  await soon(() => expect(row()?.preview?.text).toBe('secret'))
  await ask(anna, 'removeMember', { chat, user: borisId })
  await soon(() => expect(row()).toBeUndefined())
  expect(await boris.office?.engine?.db.count('messages', IDBKeyRange.bound([chat], [chat, []]))).toBe(0)
})

test('a refusal of the server shows at the message', { timeout: SEVERAL }, async () => {
  const { chat, hers } = await direct()
  const id = write(anna, chat, 'x'.repeat(5000))
  await soon(() =>
    expect(hers.rows.at(-1)).toMatchObject({ key: id, state: 'failed', error: 'text_too_long' }),
  )
  anna.engine.command({ t: 'discard', chat, id })
  await soon(() => expect(hers.rows.some(({ key }) => key === id)).toBe(false))
})

test('a device that is signed out elsewhere learns it', { timeout: SEVERAL }, async () => {
  const session = boris.show({ kind: 'session' })
  const other = new Browser(boris.base)
  await ask(other, 'login', { login: 'boris', password: 'seven green lamps' })
  const devices = other.show({ kind: 'devices' })
  const old = () => devices.rows.find((device) => !device.current)
  await soon(() => expect(old()).toBeDefined())
  await ask(other, 'revokeDevice', { device: old()?.key ?? '' })
  await soon(() => expect(session.rows[0]?.phase).toBe('ended'))
  await soon(() => expect(old()).toBeUndefined())
  const third = new Browser(boris.base)
  const ended = third.show({ kind: 'session' })
  await ask(third, 'login', { login: 'boris', password: 'seven green lamps' })
  await ask(other, 'revokeOtherDevices', null)
  await soon(() => expect(ended.rows[0]?.phase).toBe('ended'))
  await soon(() => expect(devices.rows.map(({ current }) => current)).toEqual([true]))
  await ask(other, 'logout', { keepDrafts: false })
  expect((await other.disk.databases()).map(({ name }) => name)).toEqual(['molva'])
})
