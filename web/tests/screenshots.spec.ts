/** Pictures of every screen in both themes and languages and three widths, to be looked at: `SCREENSHOTS=1 npm run test:browser`. */
import { test } from '@playwright/test'

import { SCREENS, show } from './screens'

const only = process.env.SCREENSHOTS ?? ''
const WIDTHS = { 390: 844, 820: 1180, 1440: 900 } as const

test.skip(only === '', 'pictures are taken on demand')

for (const [width, height] of Object.entries(WIDTHS)) {
  for (const theme of ['light', 'dark']) {
    for (const locale of ['ru', 'en']) {
      const kind = `${width}-${theme}-${locale}`
      test(kind, async ({ page }) => {
        test.skip(only !== '1' && !new RegExp(only).test(kind), 'not asked for')
        test.setTimeout(180_000)
        await page.setViewportSize({ width: Number(width), height })
        for (const screen of SCREENS) {
          await show(page, screen, locale, theme)
          await page.screenshot({ path: `screenshots/${screen.name}-${kind}.png`, animations: 'disabled' })
        }
        await page.goto('/dev/stories.html')
        await page.evaluate(() => document.fonts.ready)
        await page.screenshot({ path: `screenshots/stories-${kind}.png`, animations: 'disabled' })
      })
    }
  }
}
