/** Two people talk through the real server: `MOLVA_URL=http://localhost:8000 npm run test:browser -- e2e`, on a fresh server. */
import { expect, test, type Browser, type Page } from '@playwright/test'

const url = process.env.MOLVA_URL ?? ''
const pictures = process.env.SCREENSHOTS ? 'screenshots' : null

test.skip(url === '', 'needs the address of a fresh server')

async function person(browser: Browser, locale: string, width: number): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width, height: 860 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

const shot = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/e2e-${name}.png` })
}

async function account(page: Page, name: string, username: string) {
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill('верный конь батарея')
  await page.locator('button[type=submit]').click()
}

async function say(page: Page, text: string) {
  await page.locator('#composer').fill(text)
  await page.locator('#composer').press('Enter')
}

test('two people register, talk, see ticks, edit, delete, reload, lose the network and come back', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const anna = await person(browser, 'ru-RU', 1440)
  const boris = await person(browser, 'en-US', 390)

  await anna.goto(url)
  await anna.getByRole('button', { name: 'Начать' }).click()
  await account(anna, 'Анна Петрова', 'anna')
  await anna.getByLabel('Название сервера').fill('Наша Молва')
  await anna.getByRole('button', { name: 'Открыть мессенджер' }).click()
  await expect(anna.getByRole('heading', { name: 'Чаты' })).toBeVisible()
  await shot(anna, '1-owner')

  await boris.goto(`${url}/register`)
  await account(boris, 'Boris Ivanov', 'boris')
  await expect(boris.getByRole('heading', { name: 'Chats' })).toBeVisible()
  await shot(boris, '2-member')

  await anna.getByRole('button', { name: 'Новый чат' }).first().click()
  await anna.getByRole('dialog').getByRole('button', { name: /Boris/ }).click()
  await expect(anna.locator('#composer')).toBeVisible()
  await say(anna, 'Привет, **Борис**!')
  await expect(anna.locator('article')).toHaveCount(1)
  await boris.getByRole('link', { name: /Анна/ }).click()
  await expect(boris.locator('article')).toContainText('Привет, Борис!')
  await expect(anna.locator('article .read')).toBeVisible()

  await boris.locator('#composer').fill('Hello, Anna')
  await expect(anna.getByText('печатает…').first()).toBeVisible()
  await boris.locator('button[type=submit]').click()
  await expect(anna.locator('article')).toHaveCount(2)
  await shot(anna, '3-talk')
  await shot(boris, '3-talk-phone')

  await anna.locator('#composer').press('ArrowUp')
  await anna.locator('#composer').fill('Привет, дорогой Борис!')
  await anna.locator('#composer').press('Enter')
  await expect(boris.locator('article').first()).toContainText('дорогой')
  await expect(boris.locator('article').first()).toContainText('edited')

  await anna.locator('article').last().click({ button: 'right' })
  await anna.getByRole('menuitem', { name: 'Ответить' }).click()
  await say(anna, 'Это ответ')
  await expect(boris.locator('article').last()).toContainText('Hello, Anna')

  await anna.locator('article').last().click({ button: 'right' })
  await anna.getByRole('menuitem', { name: 'Удалить' }).click()
  await anna.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()
  await expect(boris.locator('article', { hasText: 'Это ответ' })).toHaveCount(0)

  await boris.reload()
  await expect(boris.locator('article').first()).toContainText('дорогой')

  await anna.context().setOffline(true)
  await say(anna, 'Из метро')
  await expect(anna.getByText('Из метро').first()).toBeVisible()
  await shot(anna, '4-offline')
  await boris.locator('#composer').fill('Meanwhile')
  await boris.locator('button[type=submit]').click()
  await anna.context().setOffline(false)
  await expect(boris.locator('article', { hasText: 'Из метро' })).toBeVisible({ timeout: 40_000 })
  await expect(anna.locator('article', { hasText: 'Meanwhile' })).toBeVisible({ timeout: 40_000 })
  await shot(anna, '5-back')

  for (let i = 1; i <= 120; i++) await say(anna, `Сообщение ${String(i)}`)
  await expect(boris.locator('article').last()).toContainText('Сообщение 120', { timeout: 30_000 })
  await shot(boris, '6-many')
})
