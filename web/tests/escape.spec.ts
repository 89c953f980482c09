/** Each press of Escape closes one thing, what was begun last first; and only keys that lead the focus bring a label with it. */
import { expect, test, type Page } from '@playwright/test'

import en from '../src/i18n/en'
import { SCREENS, show } from './screens'
import { choose } from './screens/ways'

test.use({ viewport: { width: 1440, height: 900 } })

async function open(page: Page, name = 'chat') {
  const screen = SCREENS.find((one) => one.name === name)
  if (!screen) throw new Error(`no screen ${name}`)
  await show(page, screen, 'en', 'light')
}

test('Escape closes what was begun last, then what was begun before, then the chat', async ({ page }) => {
  await open(page)
  const strip = page.getByText(/^Reply to /)
  const search = page.getByRole('search', { name: en.find.find })
  const picked = page.getByRole('toolbar')
  const names = page.getByRole('listbox')
  const menu = page.getByRole('menu')
  const help = page.getByRole('dialog')
  const all = [strip, search, picked, names, menu, help]
  const there = async (...expected: typeof all) => {
    for (const one of all) await expect(one).toBeVisible({ visible: expected.includes(one) })
  }
  const escape = () => page.keyboard.press('Escape')

  await choose(page, 'шлагбаум починили', en.message.reply)
  await there(strip)
  await page.keyboard.press('Control+F')
  await there(strip, search)
  // In the field one writes, and its list goes first although the search was begun later.
  await page.locator('#composer').pressSequentially('@')
  await there(strip, search, names)
  await escape()
  await there(strip, search)
  await page.locator('#composer').fill('')
  await page.locator('article').last().locator('.bubble').click({ button: 'right' })
  await there(strip, search, menu)
  await escape()
  await there(strip, search)
  await escape()
  await there(strip)
  await escape()
  await there()

  // The other way round: an answer that was begun while one searches goes before the search.
  await page.keyboard.press('Control+F')
  await choose(page, 'шлагбаум починили', en.message.reply)
  await there(strip, search)
  await escape()
  await there(search)
  await escape()
  await choose(page, 'шлагбаум починили', en.message.select)
  await page.locator('article').last().focus()
  await page.keyboard.press('?')
  await there(picked, help)
  await escape()
  await there(picked)
  await escape()
  await there()
  await expect(page).toHaveURL(/\/c\//)
  await escape()
  await expect(page).not.toHaveURL(/\/c\//)
})

test('a dialog opened by the mouse shows no label of the button that has the focus; keys do', async ({
  page,
}) => {
  await page.clock.install()
  await open(page)
  const tooltip = page.locator('.tooltip:popover-open')
  await page.getByRole('button', { name: '@kirill' }).click()
  const close = page.getByRole('dialog').getByRole('button', { name: en.common.close }).first()
  await expect(close).toBeFocused()
  await page.clock.runFor(2_000)
  await expect(tooltip).toHaveCount(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(close).toBeFocused()
  await page.clock.runFor(2_000)
  await expect(tooltip).toHaveText(en.common.close)
})

test('of many who came one after another some are named, and all when it is pressed', async ({ page }) => {
  await open(page, 'chat-states')
  const line = page.getByRole('button', {
    name: 'New members: Аня Петрова, Игорь Дымов, Ольга Ким, and 4 more',
  })
  await line.click()
  await expect(page.getByRole('button', { name: /^New members: .*Глеб/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
})
