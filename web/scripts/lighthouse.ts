/**
 * Lighthouse on the sign-in page and on a chat of a running server, as a telephone with a slow network sees them:
 * `npm run lighthouse -- http://127.0.0.1:8000 USERNAME PASSWORD` prints one JSON line a figure.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'

const CATEGORIES = ['performance', 'accessibility', 'best-practices']
const TIMES = { 'largest-contentful-paint': 'LCP', interactive: 'TTI', 'total-blocking-time': 'TBT' }

const [url, username, password] = process.argv.slice(2)
if (!url || !username || !password)
  throw new Error('wanted: the address of a server, a user name and a password')

const say = (name: string, value: number, unit: string) => console.log(JSON.stringify({ name, value, unit }))

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => probe.once('listening', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

async function look(name: string, address: string, port: number): Promise<void> {
  const result = await lighthouse(address, { port, onlyCategories: CATEGORIES, logLevel: 'error' })
  if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? 'no report')
  const { categories, audits } = result.lhr
  for (const id of CATEGORIES) say(`${name}: ${id}`, Math.round((categories[id]?.score ?? 0) * 100), '')
  for (const [id, short] of Object.entries(TIMES))
    say(`${name}: ${short}`, Math.round(audits[id]?.numericValue ?? NaN), 'ms')
  for (const { id, score, title, displayValue } of Object.values(audits))
    if (score !== null && score < 0.9)
      console.error(`${name}: ${id} ${String(score)} ${title} ${displayValue ?? ''}`)
}

const folder = await mkdtemp(join(tmpdir(), 'molva-lighthouse-'))
const port = await freePort()
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [`--remote-debugging-port=${String(port)}`, '--no-sandbox'],
})
try {
  await look('Lighthouse, sign-in page', `${url}/login`, port)
  const answer = await context.request.post(`${url}/api/v1/sessions`, {
    headers: { Origin: url },
    data: { login: username, password },
  })
  if (!answer.ok()) throw new Error(await answer.text())
  const { chats } = (await (await context.request.get(`${url}/api/v1/chats`)).json()) as {
    chats: { chat: { id: string } }[]
  }
  await look('Lighthouse, chat', `${url}/c/${chats[0]?.chat.id ?? ''}`, port)
} finally {
  await context.close()
  await rm(folder, { recursive: true, force: true })
}
