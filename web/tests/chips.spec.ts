/** A row of choices that is wider than its place fades where it goes on, and leads there. */
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

test('many folders go on beside the filters: by a wheel, by keys, and the chosen one is in sight', async ({
  page,
}) => {
  const list = SCREENS.find(({ name }) => name === 'list-folders')
  if (!list) throw new Error('no screen of folders')
  await page.setViewportSize({ width: 1440, height: 900 })
  await show(page, list, 'en', 'light')
  const chips = page.getByRole('radiogroup').first()
  const last = chips.getByRole('radio').last()
  await expect(last).not.toBeInViewport({ ratio: 1 })
  await chips.hover()
  await page.mouse.wheel(0, 2_000)
  await expect(chips).not.toHaveAttribute('data-after')
  await expect(last).toBeInViewport({ ratio: 1 })
  await page.mouse.wheel(0, -2_000)
  await chips.getByRole('radio', { checked: true }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(last).toBeFocused()
  await page.keyboard.press('Space')
  await expect(last).toBeChecked()
  await expect(page.locator('ul.rows a')).toHaveCount(1)
  // It is remembered, and in sight from the start.
  const folder = await page.evaluate(() => localStorage.getItem('molva.filter'))
  await show(page, { ...list, set: { filter: folder ?? '' } }, 'en', 'light')
  await expect(last).toBeChecked()
  await expect(last).toBeInViewport({ ratio: 1 })
  await expect(chips).toHaveAttribute('data-before')
})
