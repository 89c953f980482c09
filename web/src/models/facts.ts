/** What helps to find a fault, as lines of text: nothing that names a person, a chat, a message or a server. */
import type { App } from './app'
import type { install } from './install.svelte'
import type { storage } from './storage.svelte'

/** What is needed of the browser. */
export interface Surroundings {
  navigator: Pick<Navigator, 'userAgent' | 'language' | 'onLine'> & {
    serviceWorker?: { controller: unknown }
  }
  window: Pick<Window, 'innerWidth' | 'innerHeight' | 'devicePixelRatio' | 'matchMedia'>
  timeZone: string
  now: number
}

type Known = {
  app: Pick<App, 'session' | 'connection' | 'settings' | 'chats'>
  install: Pick<typeof install, 'installed'>
  storage: Pick<typeof storage, 'used' | 'allowed' | 'persisted'>
  client: string
}

const megabytes = (bytes: number | null) => (bytes === null ? '?' : `${String(Math.round(bytes / 1e6))} MB`)

/** In English whatever the reader's language is: they are for whoever looks for the fault. */
export function facts({ app, install, storage, client }: Known, around: Surroundings): string {
  const { session, connection, settings, chats } = app
  const { navigator, window } = around
  const is = (query: string) => window.matchMedia(query).matches
  const lines: [string, string | number | boolean][] = [
    ['Client', client],
    ['Server', session.server?.version ?? '?'],
    ['Time', new Date(around.now).toISOString()],
    ['Time zone', around.timeZone],
    ['Browser', navigator.userAgent],
    ['Languages', `${settings.shownLocale}, system ${navigator.language}`],
    [
      'Window',
      `${String(window.innerWidth)}×${String(window.innerHeight)} at ${String(window.devicePixelRatio)}`,
    ],
    ['Touch', is('(pointer: coarse)')],
    ['Installed', install.installed],
    ['Service worker', Boolean(navigator.serviceWorker?.controller)],
    ['Network', navigator.onLine],
    ['Connection', connection.phase],
    ['Waiting to be sent', connection.waiting],
    ['Chats', chats.rows.length],
    ['Storage', `${megabytes(storage.used)} of ${megabytes(storage.allowed)}`],
    ['Kept by the browser', storage.persisted ?? '?'],
    ['Theme', `${settings.theme}, ${settings.accent}, text × ${String(settings.scale)}`],
    ['Less motion', `${String(settings.calm)}, system ${String(is('(prefers-reduced-motion: reduce)'))}`],
    [
      'Chats shown',
      `${settings.allLeft ? 'one side' : 'bubbles'}, ${settings.compact ? 'compact' : 'roomy'}`,
    ],
    ['Clock', settings.hours],
  ]
  return lines.map(([name, fact]) => `${name}: ${String(fact)}`).join('\n')
}
