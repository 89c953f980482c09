/** What is on its way is not sent again by a second press or a second Enter, and what asked for it stays until it is done. */
import { expect, test } from '@playwright/test'

import en from '../src/i18n/en'
import { SCREENS, show } from './screens'
import { button } from './screens/ways'

test('a group is created once, however often one presses', async ({ page }) => {
  const screen = SCREENS.find(({ name }) => name === 'new-group-name')
  if (!screen) throw new Error('no screen of a new group')
  await show(page, screen, 'en', 'light')
  await page.getByRole('dialog').getByRole('textbox').fill('Trip')
  const sent = await button(page, en.beginning.create).evaluate((create: HTMLElement) => {
    let submits = 0
    document.addEventListener('submit', () => submits++)
    // In one go, while the first is still on its way; Enter presses the button just so.
    create.click()
    create.click()
    return submits
  })
  expect(sent).toBe(1)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a question stays, and takes no second press, until what was confirmed is done', async ({ page }) => {
  const screen = SCREENS.find(({ name }) => name === 'settings-device-end')
  if (!screen) throw new Error('no screen that asks')
  await show(page, screen, 'en', 'light')
  const dialog = page.getByRole('dialog')
  const busy = await dialog
    .locator('footer button')
    .last()
    .evaluate(async (end: HTMLElement) => {
      end.click()
      // What is shown anew by the press alone is shown by now.
      await Promise.resolve()
      return end.isConnected && end.ariaBusy
    })
  expect(busy).toBe('true')
  await expect(dialog).toHaveCount(0)
})
