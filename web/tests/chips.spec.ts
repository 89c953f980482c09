/** A row of choices that is wider than its place fades where it goes on. */
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'

test('the filters of the list fade where there are more of them', async ({ page }) => {
  const list = SCREENS.find(({ name }) => name === 'list')
  if (!list) throw new Error('no screen of the list')
  await page.setViewportSize({ width: 320, height: 640 })
  await show(page, list, 'ru', 'light')
  const chips = page.getByRole('radiogroup').first()
  await expect(chips).toHaveAttribute('data-after')
  await expect(chips).not.toHaveAttribute('data-before')
  await chips.evaluate((row) => row.scrollTo(row.scrollWidth, 0))
  await expect(chips).toHaveAttribute('data-before')
  await expect(chips).not.toHaveAttribute('data-after')
  await page.setViewportSize({ width: 620, height: 640 })
  await expect(chips).not.toHaveAttribute('data-before')
})
