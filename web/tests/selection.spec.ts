/** Selecting messages: from the menu or by Space, one by one and by ranges; copying, deleting, leaving. */
import { expect, test, type Page } from '@playwright/test'

import { SCREENS, show } from './screens'

async function open(page: Page) {
  const chat = SCREENS.find(({ name }) => name === 'chat')
  if (!chat) throw new Error('no screen of a chat')
  await page.setViewportSize({ width: 1440, height: 900 })
  await show(page, chat, 'en', 'light')
}

test('from the menu, by clicks and a range, to a copy', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  await page.getByText('Всем привет!').first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Select' }).click()
  const bar = page.getByRole('toolbar', { name: 'Selected messages' })
  await expect(bar.getByRole('status')).toHaveText('Selected: 1')
  // Others' messages are not this person's to delete, but this one owns the group.
  await expect(bar.getByRole('button', { name: 'Delete' })).toBeVisible()
  await page.getByText('Мы тоже. Список:').click({ modifiers: ['Shift'] })
  await expect(bar.getByRole('status')).toHaveText('Selected: 4')
  // A link is selected, not followed.
  await page.getByRole('link', { name: 'https://example.org/pump' }).click()
  await expect(bar.getByRole('status')).toHaveText('Selected: 3')
  await bar.getByRole('button', { name: 'Copy' }).click()
  await expect(bar).toBeHidden()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^Игорь Дымов:\nВсем привет![^]*Кирилл Романов:\n[^]*Ольга Ким:\n/)
})

test('by keys: Space selects, Escape leaves, and the chat stays open', async ({ page }) => {
  await open(page)
  const last = page.locator('article').last()
  await last.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  const bar = page.getByRole('toolbar', { name: 'Selected messages' })
  await expect(bar.getByRole('status')).toHaveText('Selected: 2')
  await expect(last.getByRole('checkbox')).toBeChecked()
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('dialog')).toContainText('Delete 2 messages?')
  await page.keyboard.press('Escape')
  await expect(bar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(page).toHaveURL(/\/c\//)
})
