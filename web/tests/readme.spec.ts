/** The pictures of the README, of the small world: `make pictures` writes them to docs/screenshots. */
import { test } from '@playwright/test'

import { SCREENS, show } from './screens'

const FOLDER = '../docs/screenshots'
const PHONE = [390, 760] as const
const DESK = [1200, 750] as const
const PICTURES = [
  { name: 'phone-list', screen: 'list', size: PHONE, theme: 'light' },
  { name: 'phone-chat', screen: 'chat', size: PHONE, theme: 'dark' },
  { name: 'phone-menu', screen: 'menu-theirs', size: PHONE, theme: 'light' },
  { name: 'desk-dark', screen: 'chat', size: DESK, theme: 'dark' },
  { name: 'desk-settings', screen: 'settings-appearance', size: DESK, theme: 'light' },
] as const

test.skip(!process.env.PICTURES, 'the pictures of the README are taken on demand')

for (const { name, screen, size, theme } of PICTURES) {
  test(name, async ({ browser }) => {
    const phone = size === PHONE
    const page = await browser.newPage({
      viewport: { width: size[0], height: size[1] },
      hasTouch: phone,
      isMobile: phone,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Moscow',
    })
    const found = SCREENS.find((one) => one.name === screen)
    if (!found) throw new Error(`no screen ${screen}`)
    for (const locale of ['ru', 'en']) {
      await show(page, found, locale, theme)
      // A date that floats over the messages leaves when nothing moves.
      if (found.at.startsWith('/c/')) await page.locator('[data-still]').waitFor()
      await page.screenshot({ path: `${FOLDER}/${name}-${locale}.png`, animations: 'disabled' })
    }
    await page.close()
  })
}
