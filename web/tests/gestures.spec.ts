/** Fingers on messages: a swipe answers, a short one does not; a press opens the menu; the time tells the date. */
import { expect, test, type Page } from '@playwright/test'

import { SCREENS, show } from './screens'

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

async function open(page: Page) {
  const chat = SCREENS.find(({ name }) => name === 'chat')
  if (!chat) throw new Error('no screen of a chat')
  await show(page, chat, 'en', 'dark')
}

/** A finger that goes from the middle of an element by so many pixels, and is lifted. */
async function drag(page: Page, text: string, dx: number, dy: number) {
  const box = await page.getByText(text).first().boundingBox()
  if (!box) throw new Error(`${text} is not on screen`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const cdp = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await touch('touchStart', [{ x, y }])
  for (let i = 1; i <= 8; i++) await touch('touchMove', [{ x: x + (dx * i) / 8, y: y + (dy * i) / 8 }])
  await touch('touchEnd', [])
}

test('a swipe toward the start answers, a short one and one down do not', async ({ page }) => {
  await open(page)
  const strip = page.getByText(/^Reply to /)
  await drag(page, 'коды те же', -30, 0)
  await drag(page, 'коды те же', -20, 120)
  await expect(strip).toBeHidden()
  await drag(page, 'коды те же', -90, 0)
  await expect(strip).toHaveText('Reply to Аня Петрова')
  await expect(page.locator('article').last()).toHaveCSS('translate', 'none')
})

test('a tap on the time tells when it was written and changed', async ({ page }) => {
  await open(page)
  await page.locator('article time').last().tap()
  await expect(page.getByText(/November 21, 2026[^]*Edited November 21, 2026/)).toBeVisible()
})

for (const width of [390, 820, 1440]) {
  test(`no keys are named to fingers, ${String(width)} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    const list = SCREENS.find(({ name }) => name === 'list')
    if (!list) throw new Error('no screen of the list')
    await show(page, list, 'en', 'light')
    await expect(page.getByText('Ctrl K', { exact: true })).toBeHidden()
  })
}
