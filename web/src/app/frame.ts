/** What the system draws around the page follows the theme and the language: its bars, and the installed app's name. */
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
