/** What is copied for whoever looks for a fault says how things are set, and names nobody and nothing. */
import { expect, test } from 'vitest'

import { facts, type Surroundings } from './facts'

const around: Surroundings = {
  navigator: { userAgent: 'Browser/1', language: 'ru-RU', onLine: true, serviceWorker: { controller: {} } },
  window: {
    innerWidth: 390,
    innerHeight: 844,
    devicePixelRatio: 3,
    matchMedia: (query: string) => ({ matches: query.includes('coarse') }) as MediaQueryList,
  },
  timeZone: 'Europe/Moscow',
  now: Date.UTC(2026, 10, 21, 12),
}

const app = {
  session: {
    server: {
      name: 'Secret club',
      registration: 'open',
      fresh: false,
      textLimit: 4000,
      linkPreviews: false,
      edit_hours: 48,
      edit_history: false,
      version: '1.2.3',
    },
    me: { id: '01890a5d-ac96', name: 'Anna Petrova', username: 'anna', admin: true },
  },
  connection: { phase: 'unreachable', waiting: 2 },
  chats: { rows: [{ key: '01890a5d-ac97', title: 'Dacha' }] },
  settings: {
    ...{ theme: 'dark', accent: 'iris', scale: 1.25, shownLocale: 'ru', hours: 'auto' },
    ...{ calm: true, allLeft: false, compact: true },
  },
}

const told = (change: object = {}) =>
  facts(
    {
      app: { ...app, ...change } as never,
      install: { installed: false },
      storage: { used: 12_345_678, allowed: null, persisted: null },
      client: '1.2.0',
    },
    around,
  )

test('nobody and nothing is named', () => {
  for (const secret of ['Anna', 'anna', 'Dacha', 'Secret club', '01890a5d'])
    expect(told()).not.toContain(secret)
})

test('versions, browser, connection and settings are told, a line each', () => {
  const lines = told().split('\n')
  for (const line of [
    'Client: 1.2.0',
    'Server: 1.2.3',
    'Time: 2026-11-21T12:00:00.000Z',
    'Browser: Browser/1',
    'Window: 390×844 at 3',
    'Touch: true',
    'Service worker: true',
    'Connection: unreachable',
    'Waiting to be sent: 2',
    'Chats: 1',
    'Storage: 12 MB of ?',
    'Theme: dark, iris, text × 1.25',
    'Less motion: true, system false',
    'Chats shown: bubbles, compact',
  ])
    expect(lines).toContain(line)
})

test('what is not known is said to be so', () => {
  expect(told({ session: { server: null } })).toContain('Server: ?')
})
