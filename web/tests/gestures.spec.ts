/** Fingers: what is pulled aside, rested on, or scrolled, on messages and on the list of chats. */
import { expect, test, type Locator, type Page } from '@playwright/test'

import { drag, finger } from './finger'
import { SCREENS, show } from './screens'

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

async function open(page: Page, name = 'chat', rtl = false) {
  const screen = SCREENS.find((one) => one.name === name)
  if (!screen) throw new Error(`no screen ${name}`)
  await show(page, screen, 'en', 'dark', { rtl })
}

const chatRow = (page: Page, title: string) =>
  page.locator('ul.rows a').filter({ has: page.getByText(title, { exact: true }) })
const aside = (row: Locator) => row.evaluate((element) => element.style.translate)

/** Pulls a row aside until it rests there; a busy machine may take the finger for one that rests. */
const pull = (page: Page, row: Locator, dx: number, at: string) =>
  expect(async () => {
    await page.keyboard.press('Escape')
    await drag(page, row, dx, 0)
    expect(await aside(row)).toBe(at)
  }).toPass()

/** Presses what a row has uncovered of a button at the end of the line. */
async function pressEnd(page: Page, name: string) {
  const button = page.getByRole('button', { name, exact: true })
  const box = await button.boundingBox()
  await button.click({ position: { x: (box?.width ?? 0) - 36, y: 36 } })
}

test('a swipe toward the start answers, a short one and one down do not', async ({ page }) => {
  await open(page)
  const strip = page.getByText(/^Reply to /)
  const message = page.getByText('коды те же')
  await drag(page, message, -30, 0)
  await drag(page, message, -20, 120)
  await expect(strip).toBeHidden()
  // What was pulled down may still be on its way, and out of sight; a busy machine may take a finger for one that rests.
  await expect(async () => {
    if (await page.getByRole('menu').isVisible()) await page.keyboard.press('Escape')
    await message.first().scrollIntoViewIfNeeded()
    await drag(page, message, -90, 0)
    await expect(strip).toHaveText('Reply to Аня Петрова', { timeout: 1_000 })
  }).toPass()
  await expect(page.locator('article').last()).toHaveCSS('translate', 'none')
})

test('a finger that rests lifts the message out of the dimmed page, above its menu; a tap outside puts it back', async ({
  page,
}) => {
  await open(page)
  const bubble = page.locator('main article').last().locator('.bubble')
  const one = await finger(page)
  await one.down(await one.over(bubble))
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  // The finger is lifted long after the menu has come, and closes nothing.
  await one.up()
  await expect(menu.getByRole('menuitem', { name: 'Reply' })).toBeVisible()
  const lifted = page.locator('.lift article')
  await expect(lifted).toBeVisible()
  await expect(bubble).toHaveCSS('visibility', 'hidden')
  const [top, end] = [await menu.boundingBox(), await lifted.boundingBox()]
  expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual(top?.y ?? 0)
  await page.touchscreen.tap(20, 100)
  await expect(menu).toBeHidden()
  await expect(bubble).toHaveCSS('visibility', 'visible')
})

test('a chat pulled aside shows what can be done with it; pulled over, it is done', async ({ page }) => {
  await open(page, 'list')
  const row = chatRow(page, 'Дачный кооператив')
  const one = await finger(page)

  // A short pull does nothing.
  await pull(page, row, 40, '')

  // To the end of the line: read. A tap beside it puts the row back and opens nothing.
  await pull(page, row, 90, '72px')
  await expect(page.getByRole('button', { name: 'Read', exact: true })).toBeInViewport()
  await chatRow(page, 'Павел Ильин').tap()
  expect(await aside(row)).toBe('')
  await expect(page).toHaveURL(/\/$/)
  await pull(page, row, 260, '')

  // To its start: mute and archive, and no farther than these are wide.
  await pull(page, row, -200, '-144px')
  await one.down(await one.over(row))
  await one.by(-250, 0)
  expect(Math.abs(parseFloat(await aside(row)))).toBeLessThan(172)
  await one.up()
  expect(await aside(row)).toBe('-144px')
  await pressEnd(page, 'Mute')
  await expect(page.getByText('The chat is muted')).toBeVisible()
  const other = chatRow(page, 'Игорь Дымов')
  await pull(page, other, -200, '-144px')
  await pressEnd(page, 'Archive')
  await expect(page.getByText('The chat is in the archive')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  expect(await aside(other)).toBe('')

  // The finger that opens a menu by resting opens no chat when it is lifted.
  await one.down(await one.over(row))
  await expect(page.getByRole('menu')).toBeVisible()
  await one.up()
  await page.getByRole('menuitem', { name: 'Pin to the top' }).tap()
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(page).toHaveURL(/\/$/)
})

test('from right to left it is the other way round', async ({ page }) => {
  await open(page, 'list', true)
  const row = chatRow(page, 'Дачный кооператив')
  await pull(page, row, -90, '-72px')
  const read = page.getByRole('button', { name: 'Read', exact: true })
  const [button, own] = [await read.boundingBox(), await row.boundingBox()]
  expect(button?.x ?? 0).toBeGreaterThan(own?.x ?? 0)
  await pull(page, row, 200, '144px')
})

test('fingers pull the way to the archive into view; a mouse has it always', async ({ page, browser }) => {
  await page.setViewportSize({ width: 390, height: 600 })
  await open(page, 'list')
  const way = page.getByRole('link', { name: /^Archive/ })
  await expect(way).not.toBeInViewport()
  const row = chatRow(page, 'Дачный кооператив')
  // However slanting: who scrolls pulls no chat aside.
  await drag(page, row, 60, 120)
  await expect(way).toBeInViewport({ ratio: 1 })
  expect(await aside(row)).toBe('')
  await drag(page, row, -60, -200)
  await expect(way).not.toBeInViewport()
  expect(await aside(row)).toBe('')
  const context = await browser.newContext({
    hasTouch: false,
    isMobile: false,
    viewport: { width: 1440, height: 600 },
  })
  const desk = await context.newPage()
  await open(desk, 'list')
  await expect(desk.getByRole('link', { name: /^Archive/ })).toBeInViewport()
  await context.close()
})

test('a tap on the time tells when it was written and changed', async ({ page }) => {
  await open(page)
  await page.locator('article time').last().tap()
  await expect(page.getByText(/November 21, 2026[^]*Edited November 21, 2026/)).toBeVisible()
})

for (const width of [390, 820, 1440]) {
  test(`no keys are named to fingers, ${String(width)} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await open(page, 'list')
    await expect(page.getByText('Ctrl K', { exact: true })).toBeHidden()
  })
}
