/** The pictures of the README, of the small world in the reader's language: `make pictures` writes them to docs/screenshots. */
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'
import type { Screen } from './screens/ways'

const FOLDER = '../docs/screenshots'
const PHONE = [390, 760] as const
const DESK = [1200, 750] as const
const WIDE = [1440, 840] as const
const PICTURES = [
  { name: 'chat', screen: 'chat', size: DESK, theme: 'light', scene: 'seen' },
  { name: 'phone-list', screen: 'list', size: PHONE, theme: 'light' },
  { name: 'phone-chat', screen: 'chat', size: PHONE, theme: 'dark', scene: 'seen' },
  { name: 'phone-menu', screen: 'menu-lifted', size: PHONE, theme: 'light', scene: 'seen' },
  { name: 'desk-dark', screen: 'details-group', size: WIDE, theme: 'dark', scene: 'seen' },
  { name: 'desk-settings', screen: 'settings-appearance', size: DESK, theme: 'light' },
] as const

test.skip(!process.env.PICTURES, 'the pictures of the README are taken on demand')

for (const { name, screen, size, theme, ...rest } of PICTURES) {
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
      const shown: Screen = { ...found, ...rest, set: { ...found.set, world: locale } }
      await show(page, shown, locale, theme)
      if (locale === 'en') expect(await page.locator('body').innerText()).not.toMatch(/[а-яё]/i)
      // A date that floats over the messages leaves when nothing moves.
      if (found.at.startsWith('/c/')) await page.locator('[data-still]').waitFor()
      await page.screenshot({ path: `${FOLDER}/${name}-${locale}.png`, animations: 'disabled' })
    }
    await page.close()
  })
}
