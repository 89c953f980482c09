/** No screen has an accessibility violation that axe can find: every screen, both themes, both languages, phone and desktop. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const) {
  for (const theme of ['light', 'dark']) {
    const locale = theme === 'light' ? 'ru' : 'en'
    test(`axe: ${String(width)} ${theme} ${locale}`, async ({ page }) => {
      test.setTimeout(240_000)
      await page.setViewportSize({ width, height })
      const found: string[] = []
      for (const screen of SCREENS) {
        await show(page, screen, locale, theme)
        const { violations } = await new AxeBuilder({ page }).analyze()
        for (const { id, nodes } of violations) {
          found.push(`${screen.name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
        }
      }
      expect(found).toEqual([])
    })
  }
}

test('nothing is wider than the narrowest window, with large text', async ({ page }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.addInitScript(() => localStorage.setItem('molva.scale', '1.5'))
  const wide: string[] = []
  for (const screen of SCREENS) {
    await show(page, screen, 'ru', 'light')
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) wide.push(`${screen.name}: ${String(over)} px`)
  }
  expect(wide).toEqual([])
})
