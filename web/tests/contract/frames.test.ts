/** Every frame of the contract goes through the code that runs in a browser: said as the file says, and understood. */
import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { complete } from '../../src/api/rows'
import {
  FINAL_CLOSE_CODES,
  type AnyCommand,
  type Answer,
  type Call,
  type Refused,
} from '../../src/api/schema'
import type { Rows, ServerFrame, Signalled } from '../../src/api/schema'
import { Connection } from '../../src/engine/net/connection'
import { Refusal } from '../../src/engine/net/failure'
import { http, type Http } from '../../src/engine/net/http'
import { Socket } from '../../src/engine/net/socket'
import { FakeClock, rest, until } from '../engine/clock'
import { Device, World } from '../engine/world'
import { held, Line, sorted } from './line'

type Request = { method: string; path: string; status: number; body?: object }
type Sections = {
  frames: Record<string, ServerFrame>
  calls: Record<string, { call: Call; answer: Answer; http: Request }>
  rows: Record<string, Rows>
  services: Record<string, Rows>
  signals: Record<string, Signalled>
  refusals: Record<string, { frame: Refused; status: number }>
  closes: Record<string, { reason: string; come_back: boolean }>
}

const FOLDER = new URL('../../../contract/frames/', import.meta.url)
const FILES = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Partial<Sections>,
)

function all<S extends keyof Sections>(section: S): [string, Sections[S][string]][] {
  return FILES.flatMap((file) => Object.entries(file[section] ?? {}) as [string, Sections[S][string]][])
}
const frame = (name: string) => all('frames').find(([each]) => each === name)?.[1] as ServerFrame

async function socket() {
  const line = new Line()
  const frames: ServerFrame[] = []
  const made = new Socket(() => line, new FakeClock(), {
    opened: () => {},
    frame: (heard) => frames.push(heard),
    closed: () => {},
  })
  await rest(2)
  return { line, frames, made }
}

test.each(all('calls'))('%s', async (_, { call, answer }) => {
  const { line, made } = await socket()
  const answered = made.call(call.command as AnyCommand)
  expect(line.said).toEqual([call])
  line.tell(answer)
  expect(await answered).toEqual(answer.result)
})

test.each(all('refusals'))('%s', async (code, { frame: refused }) => {
  const { line, made } = await socket()
  const failure = made.call({ type: 'list_chats' }).catch((reason: unknown) => reason)
  line.tell(refused)
  const refusal = (await failure) as Refusal
  expect(refusal).toBeInstanceOf(Refusal)
  expect({ code: refusal.code, retry: refusal.retry, params: refusal.params }).toEqual({
    code,
    retry: refused.error.retry ?? false,
    params: refused.error.params ?? {},
  })
})

test.each([...all('rows'), ...all('services')])('%s', async (_, rows) => {
  const world = new World()
  const lines: Line[] = []
  const welcome = frame('welcome') as Extract<ServerFrame, { type: 'welcome' }>
  const device = new Device(world, welcome.user_id, () => {
    const line = new Line()
    lines.push(line)
    return line
  })
  await device.boot()
  world.engines.push(device)
  device.engine.connection.start()
  await until(() => lines[0]?.said[0]?.type === 'hello', 'a hello')
  for (const heard of [welcome, rows, frame('synced')]) lines[0]?.tell(heard)
  await until(() => device.engine.connection.online, 'synced')
  await device.engine.inbox.settled()
  expect(sorted(await held(device.engine.replica))).toEqual(sorted(rows.rows.map(complete)))
  world.close()
})

test.each(all('signals'))('%s', async (_, signal) => {
  const { line, frames } = await socket()
  line.tell(signal)
  expect(frames).toEqual([signal])
})

test('a probe is a ping of the contract, and the pong answers it', async () => {
  const { line, frames, made } = await socket()
  made.probe()
  expect(line.said).toEqual([frame('ping')])
  line.tell(frame('pong'))
  expect(frames).toEqual([])
})

test.each(all('closes'))('%s', async (code, { come_back }) => {
  const line = new Line()
  let ended = false
  const around = {
    clock: new FakeClock(),
    dial: () => line,
    network: () => true,
    probe: () => Promise.resolve(),
  }
  const connection = new Connection(around, {
    hello: () => ({ type: 'hello' }),
    welcome: () => {},
    rows: () => {},
    signal: () => {},
    synced: () => {},
    changed: () => {},
    ended: () => (ended = true),
  })
  connection.start()
  await rest(2)
  line.tell(frame('welcome'))
  line.onclose?.({ code: Number(code) } as CloseEvent)
  await rest(2)
  expect(connection.status.retryAt !== null).toBe(come_back)
  expect(FINAL_CLOSE_CODES.includes(Number(code))).toBe(!come_back)
  expect(ended).toBe(code === '4401')
})

const REQUESTS: Record<string, (http: Http, body: never) => Promise<unknown>> = {
  get_server: (to) => to.server(),
  get_account: (to) => to.account(),
  register: (to, body) => to.register(body),
  sign_in: (to, body) => to.signIn(body),
  sign_out: (to) => to.signOut(),
  delete_account: (to, body) => to.deleteAccount(body),
  look_up_invite: (to, { code }: never) => to.invitation(code),
  look_up_chat_invite: (to, { code }: never) => to.chatInvitation(code),
}

test.each(all('calls').filter(([name]) => name in REQUESTS))(
  '%s over HTTP',
  async (name, { answer, http: said }) => {
    const asked: Partial<Request>[] = []
    const fetch = (path: string, { method, body }: RequestInit) => {
      asked.push({ method, path, ...(body ? { body: JSON.parse(body as string) as object } : {}) } as Request)
      return Promise.resolve(new Response(JSON.stringify(answer.result), { status: said.status }))
    }
    expect(await REQUESTS[name]?.(http(fetch), said.body as never)).toEqual(answer.result)
    expect(asked).toEqual([
      { method: said.method, path: said.path, ...(said.body ? { body: said.body } : {}) },
    ])
  },
)
