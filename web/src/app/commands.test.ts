/** What the quick switcher can do by name. */
import { expect, test } from 'vitest'

import en from '../i18n/en'
import ru from '../i18n/ru'
import { commandsOf } from './commands'
import { parseRoute, pathOf, type Route } from './routes'

function all(t: typeof en, admin = true) {
  const told: string[] = []
  const commands = commandsOf(
    t,
    {
      setTheme: (theme) => void told.push(`theme ${theme}`),
      setLocale: (locale) => Promise.resolve(void told.push(`language ${String(locale)}`)),
    },
    {
      go: (route: Route) => void told.push(pathOf(route)),
      newChat: () => void told.push('chat'),
      newGroup: () => void told.push('group'),
      newChannel: () => void told.push('channel'),
      directory: () => void told.push('directory'),
      help: () => void told.push('help'),
      admin,
    },
  )
  return { told, commands }
}

test.each([
  ['ru', ru],
  ['en', en],
])('each does another thing and has a name of its own: %s', (_, t) => {
  const { told, commands } = all(t)
  for (const { run } of commands) run()
  expect(new Set(told).size).toBe(commands.length)
  expect(new Set(commands.map(({ label }) => label)).size).toBe(commands.length)
  expect(new Set(commands.map(({ key }) => key)).size).toBe(commands.length)
})

test('only who runs the server is led to its invites', () => {
  const invites = ({ key }: { key: string }) => key === 'settings-invites'
  expect(all(en, false).commands.some(invites)).toBe(false)
  expect(all(en, true).commands.some(invites)).toBe(true)
})

test('they lead to addresses that the app knows', () => {
  const { told, commands } = all(en)
  for (const { run } of commands) run()
  const paths = told.filter((what) => what.startsWith('/'))
  expect(paths.length).toBeGreaterThan(3)
  for (const path of paths) expect(pathOf(parseRoute(path))).toBe(path)
})
