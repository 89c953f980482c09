/** Search in an open chat: hits are marked where they stand, keys walk through them, Escape leaves. */
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'

test('Ctrl+F finds in either layout, walks, marks and leaves', async ({ page }) => {
  const chat = SCREENS.find(({ name }) => name === 'chat')
  if (!chat) throw new Error('no screen of a chat')
  await page.setViewportSize({ width: 1440, height: 900 })
  await show(page, chat, 'en', 'light')
  await page.keyboard.press('Control+f')
  const bar = page.getByRole('search', { name: 'Search in this chat' })
  const field = bar.getByRole('textbox')
  await expect(field).toBeFocused()
  await page.keyboard.type('ce,,jn')
  await expect(bar.getByRole('status')).toHaveText('1 of 3')
  await expect(page.locator('article mark')).toHaveText(['суббот', 'суббот', 'суббот'])
  await page.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toHaveText('2 of 3')
  await page.keyboard.press('Shift+Enter')
  await expect(bar.getByRole('status')).toHaveText('1 of 3')
  await expect(field).toBeFocused()
  await field.fill('no such words')
  await expect(bar.getByRole('status')).toHaveText('Nothing found')
  await expect(page.locator('mark')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(page.getByRole('button', { name: 'Search in this chat' })).toBeVisible()
  await expect(page).toHaveURL(/\/c\//)
})
