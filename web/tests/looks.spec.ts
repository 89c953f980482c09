/** What is chosen in the settings shows everywhere: the clock, the side of messages, the height of rows, motion. */
import { expect, test, type Page } from '@playwright/test'

import { SCREENS, show } from './screens'

const settings = SCREENS.find(({ name }) => name === 'settings-chats')
const CHAT = '/c/01890a5d-ac96-774b-bcce-b302099a8104'

async function choose(page: Page, width: number, section: string, name: RegExp): Promise<void> {
  await page.setViewportSize({ width, height: 720 })
  if (settings) await show(page, { ...settings, at: `/settings/${section}`, set: {} }, 'en', 'light')
  await page.getByRole('radio', { name }).or(page.getByRole('switch', { name })).check()
}

/** Goes on inside the page, as a link does: what was chosen must hold without a reload. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to })
    document.body.append(link)
    link.click()
    link.remove()
  }, path)
}

test('a clock of twelve hours is in the list, in messages, in what is said of them and in full dates', async ({
  page,
}) => {
  await choose(page, 1440, 'chats', /^12 hours/)
  await follow(page, CHAT)
  await expect(page.locator('ul.rows a', { hasText: 'Дачный' })).toContainText('2:32 PM')
  const message = page.locator('article').last()
  await expect(message.locator('time')).toHaveText('2:34 PM')
  await expect(message).toHaveAttribute('aria-label', /2:34 PM/)
  await message.locator('.meta').hover()
  await expect(message.locator('.meta')).toHaveAttribute('title', /2:34 PM/)
  await follow(page, '/settings/chats')
  await page.getByRole('radio', { name: /^24 hours/ }).check()
  await follow(page, CHAT)
  await expect(page.locator('article').last().locator('time')).toHaveText('14:34')
})

for (const width of [320, 1440]) {
  test(`all messages stand on one side, named, at ${String(width)} px`, async ({ page }) => {
    await choose(page, width, 'chats', /^All on one side/)
    await follow(page, CHAT)
    await expect(page.locator('article.own')).toHaveCount(0)
    await page.locator('article').last().waitFor()
    const edges = await page
      .locator('article .box')
      .evaluateAll((boxes) => boxes.map((box) => Math.round(box.getBoundingClientRect().left)))
    expect(new Set(edges).size).toBe(1)
    const names = page.locator('article', { hasText: 'Отлично, спасибо' }).locator('.name')
    await expect(names.first()).toHaveText('Кирилл Романов')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBe(width)
  })
}

test('compact rows are 60 px high and stand one under another', async ({ page }) => {
  await choose(page, 1440, 'chats', /^Compact/)
  await follow(page, '/')
  const rows = page.locator('ul.rows li')
  await expect(rows.first()).toBeVisible()
  const places = await rows.locator('a').evaluateAll((links) =>
    links.map((link) => {
      const { top, bottom } = link.getBoundingClientRect()
      return { top: Math.round(top), bottom: Math.round(bottom) }
    }),
  )
  expect(places.map(({ top, bottom }) => bottom - top)).toEqual(places.map(() => 60))
  // The pinned chats stand a little apart.
  const gaps = places.slice(1).map(({ top }, i) => top - (places[i]?.bottom ?? 0))
  expect(gaps.filter((gap) => gap !== 0)).toEqual([8])
})

test.describe('where the system has no wish', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })

  test('less motion takes every transition away', async ({ page }) => {
    await choose(page, 1440, 'appearance', /^Less motion/)
    const moves = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')].some((one) => getComputedStyle(one).transitionDuration !== '0s'),
      )
    expect(await moves()).toBe(false)
    await page.getByRole('switch', { name: 'Less motion' }).uncheck()
    expect(await moves()).toBe(true)
  })
})
