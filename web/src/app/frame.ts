/** What the system draws around the page: its bars follow the theme, the app's name the language, the badge the unread. */
import type { Locale } from '../i18n/plural'
import type { Theme } from '../models/Settings.svelte'

/** The surface of each theme, as in styles/tokens.css. */
const LIGHT = '#ffffff'
const DARK = '#151920'
const BARS = {
  light: [LIGHT, LIGHT],
  dark: [DARK, DARK],
  midnight: ['#0a0c10', '#0a0c10'],
  system: [LIGHT, DARK],
}

/** The page has one colour for light systems and one for dark ones, in this order, and one manifest. */
export function dress(page: Document, theme: Theme, locale: Locale): void {
  page.querySelectorAll('meta[name=theme-color]').forEach((meta, at) => {
    meta.setAttribute('content', BARS[theme][at] ?? LIGHT)
  })
  const manifest = page.querySelector('link[rel=manifest]')
  const href = `/manifest.${locale}.webmanifest`
  if (manifest?.getAttribute('href') !== href) manifest?.setAttribute('href', href)
}

/** Telling the system is slow: while things change faster than this, it is told the latest. */
const TELL_MS = 200
let latest = { unread: 0, name: '' }
let due: ReturnType<typeof setTimeout> | undefined

/** Tells in the window's title and on the app's icon how much is unread, in a moment. */
export function showUnread(unread: number, name: string): void {
  latest = { unread, name }
  due ??= setTimeout(tell, TELL_MS)
}

function tell(): void {
  due = undefined
  const { unread, name } = latest
  document.title = unread > 0 ? `(${String(unread)}) ${name}` : name
  const system = navigator as Partial<Navigator>
  // An app that is not installed has no icon to put it on.
  const shown = unread > 0 ? system.setAppBadge?.(unread) : system.clearAppBadge?.()
  shown?.catch(() => {})
}
