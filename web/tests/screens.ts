/** The screens that are looked at and checked: name, address, scene, and what is opened on them. */
import type { Page } from '@playwright/test'

import { distort } from '../dev/pseudo'
import type { Messages } from '../src/i18n/en'
import en from '../src/i18n/en'
import ru from '../src/i18n/ru'
import { CHATS } from './screens/chats'
import { DETAILS } from './screens/details'
import { EDITS } from './screens/edits'
import { FOLDERS } from './screens/folders'
import { JOINING } from './screens/joining'
import { LATER } from './screens/later'
import { LISTS } from './screens/lists'
import { OUTSIDE } from './screens/outside'
import { POLLS } from './screens/polls'
import { REPORTS } from './screens/reports'
import { RIGHTS } from './screens/rights'
import { SETTINGS } from './screens/settings'
import { STORIES } from './screens/stories'
import { THREADS } from './screens/threads'
import type { Screen } from './screens/ways'

export const WORDS: Record<string, Messages> = { ru, en }

export const SCREENS: Screen[] = [
  ...[...LISTS, ...FOLDERS, ...CHATS, ...LATER, ...POLLS, ...EDITS, ...DETAILS, ...JOINING, ...RIGHTS],
  ...[...THREADS, ...REPORTS, ...SETTINGS, ...OUTSIDE, ...STORIES],
]

/** Waits until the page has not changed for a while, its fonts are there, and nothing is on its way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const QUIET_MS = 200
    await new Promise<void>((done) => {
      let timer = setTimeout(done, QUIET_MS)
      const again = () => {
        clearTimeout(timer)
        timer = setTimeout(done, QUIET_MS)
      }
      new MutationObserver(again).observe(document, { subtree: true, childList: true, attributes: true })
      new PerformanceObserver(again).observe({ type: 'resource' })
    })
    await document.fonts.ready
    // Even what takes no time begins elsewhere, and a busy machine draws late.
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map((one) => one.finished))
  })
}

/** How a screen is shown beside language and theme: size of text; every word longer and accented; from right to left. */
export type Look = Readonly<{ scale?: number; pseudo?: boolean; rtl?: boolean }>

/** Pages whose clock stands still: told again, each of them would be told by every page after it. */
const still = new WeakSet<Page>()

/** Opens a screen in a language and theme, at a fixed moment, and waits until it stands. */
export async function show(
  page: Page,
  screen: Screen,
  locale: string,
  theme: string,
  { scale = 1, pseudo = false, rtl = false }: Look = {},
): Promise<void> {
  if (!still.has(page)) await page.clock.setFixedTime(new Date(2026, 10, 21, 14, 35))
  still.add(page)
  const { scene = 'chat', at, set = {} } = screen
  const asked = new URLSearchParams({ ...set, scene, at, locale, theme, scale: String(scale) })
  if (screen.page) asked.set('page', screen.page)
  if (pseudo) asked.set('pseudo', '1')
  if (rtl) asked.set('rtl', '1')
  await page.goto(`/dev/?${asked.toString()}`)
  await page.locator('main, aside').first().waitFor()
  if (screen.then) await settle(page)
  const words = WORDS[locale] ?? en
  await screen.then?.(page, pseudo ? distort(words) : words)
  await settle(page)
}
