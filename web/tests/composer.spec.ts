/** Writing: formats that undo takes back, links by pasting, answers by key, what Enter does. */
import { expect, test, type Page } from '@playwright/test'

import { SCREENS, show } from './screens'

const chat = SCREENS.find(({ name }) => name === 'chat')

async function field(page: Page) {
  if (!chat) throw new Error('no screen of a chat')
  await page.setViewportSize({ width: 1440, height: 900 })
  await show(page, chat, 'en', 'light')
  const own = page.locator('#composer')
  await own.fill('')
  await own.focus()
  return own
}

test('a selection gets a bar of formats, and undo takes a format back', async ({ page }) => {
  const own = await field(page)
  await page.keyboard.type('one two')
  const bar = page.getByRole('toolbar', { name: 'Formatting' })
  await expect(bar).toBeHidden()
  await page.keyboard.press('Shift+Control+ArrowLeft')
  await expect(bar).toBeVisible()
  await bar.getByRole('button', { name: /Bold/ }).click()
  await expect(own).toHaveValue('one **two**')
  await page.keyboard.press('Control+i')
  await expect(own).toHaveValue('one **_two_**')
  await page.keyboard.press('Control+i')
  await page.keyboard.press('Control+b')
  await expect(own).toHaveValue('one two')
  await page.keyboard.press('Control+Shift+x')
  await page.keyboard.press('Control+z')
  await expect(own).toHaveValue('one two')
  await page.keyboard.press('ArrowRight')
  await expect(bar).toBeHidden()
})

test('an address pasted over words makes them a link', async ({ page }) => {
  const own = await field(page)
  await page.keyboard.type('see our plan')
  await page.keyboard.press('Shift+Control+ArrowLeft')
  await own.evaluate((target) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'https://molva.test/plan')
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(own).toHaveValue('see our [plan](https://molva.test/plan)')
})

test('Ctrl with arrows chooses what to answer, Escape leaves it', async ({ page }) => {
  await field(page)
  const strip = page.getByText(/^Reply to /)
  await page.keyboard.press('Control+ArrowUp')
  await expect(strip).toBeVisible()
  await expect(page.locator('#composer')).toBeFocused()
  await page.keyboard.press('Control+ArrowDown')
  await expect(strip).toBeHidden()
  await page.keyboard.press('Control+ArrowUp')
  await page.keyboard.press('Control+ArrowUp')
  await page.keyboard.press('Escape')
  await expect(strip).toBeHidden()
  await expect(page).toHaveURL(/\/c\//)
})

test('with Ctrl+Enter chosen Enter breaks the line', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('molva.ctrl-sends', '1'))
  const own = await field(page)
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await expect(own).toHaveValue('one\ntwo')
  await page.keyboard.press('Control+Enter')
  await expect(own).toHaveValue('')
})
