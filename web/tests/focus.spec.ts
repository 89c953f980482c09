/** Wherever one goes, the focus goes along: to the heading of what came, to where one writes, or back to where one was. */
import { expect, test, type Page } from '@playwright/test'

import en from '../src/i18n/en'
import { SCREENS, show } from './screens'

async function open(page: Page, name: string) {
  const screen = SCREENS.find((one) => one.name === name)
  if (!screen) throw new Error(`no screen ${name}`)
  await show(page, screen, 'en', 'light')
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const row = (page: Page) => page.getByRole('link', { name: /^Дачный кооператив/ })

test.describe('desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('sections lead to their headings, and back to the list', async ({ page }) => {
    await open(page, 'list')
    const sections = page.getByRole('navigation', { name: en.sections.label })
    await sections.getByRole('link', { name: en.sections.people, exact: true }).press('Enter')
    await expect(heading(page, en.people.title)).toBeFocused()
    await sections.getByRole('link', { name: en.sections.settings_short, exact: true }).press('Enter')
    await expect(heading(page, en.settings.title)).toBeFocused()
    await page.getByRole('link', { name: en.settings.devices, exact: true }).press('Enter')
    await expect(heading(page, en.settings.devices)).toBeFocused()
    await sections.getByRole('link', { name: en.sections.chats, exact: true }).press('Enter')
    await expect(heading(page, en.chats.title)).toBeFocused()
  })

  test('a chat leads to where one writes, and Escape to its row', async ({ page }) => {
    await open(page, 'list')
    await row(page).press('Enter')
    await expect(page.locator('#composer')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(row(page)).toBeFocused()
  })

  test('details beside a chat take the focus and give it back', async ({ page }) => {
    await open(page, 'chat')
    const who = page.locator('main h1 button')
    await who.press('Enter')
    await expect(heading(page, en.details.title)).toBeFocused()
    await page
      .getByRole('complementary', { name: en.sections.details })
      .getByLabel(en.common.close)
      .press('Enter')
    await expect(who).toBeFocused()
  })

  test('F6 goes round all panes, with one’s place in each, and Shift+F6 back', async ({ page }) => {
    await open(page, 'details-group')
    const panes: string[] = []
    const pane = () =>
      page.evaluate(() => {
        const landmark = document.activeElement?.closest('nav, aside, main')
        return `${landmark?.localName ?? ''} ${landmark?.getAttribute('aria-label') ?? ''}`.trim()
      })
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('F6')
      panes.push(await pane())
    }
    const all = [
      `nav ${en.sections.label}`,
      `aside ${en.sections.chats}`,
      'main',
      `aside ${en.sections.details}`,
    ]
    expect(panes.toSorted()).toEqual(all.toSorted())
    await page.keyboard.press('F6')
    expect(await pane()).toBe(panes[0])
    await page.keyboard.press('Shift+F6')
    expect(await pane()).toBe(panes[3])
    await page.locator('nav a').first().focus()
    await page.keyboard.press('F6')
    await page.keyboard.press('F6')
    await expect(page.locator('#composer')).toBeFocused()
  })
})

test('F6 leaves the tabs below the list, too', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 })
  await open(page, 'chat')
  const seen = new Set<string>()
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('F6')
    seen.add(await page.evaluate(() => document.activeElement?.closest('nav, aside, main')?.localName ?? ''))
  }
  expect([...seen].toSorted()).toEqual(['aside', 'main', 'nav'])
})

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a chat leads to its name, details to their heading, and each way back to where one was', async ({
    page,
  }) => {
    await open(page, 'list')
    await row(page).tap()
    const name = page.getByRole('heading', { name: /^Дачный кооператив/ })
    await expect(name).toBeFocused()
    await name.getByRole('button').tap()
    await expect(heading(page, en.details.title)).toBeFocused()
    await page.getByRole('button', { name: en.common.close }).tap()
    await expect(name.getByRole('button')).toBeFocused()
    await page.getByRole('button', { name: en.common.back }).tap()
    await expect(row(page)).toBeFocused()
  })

  test('signing in, registering and the first start begin at their headings', async ({ page }) => {
    await open(page, 'sign-in')
    await expect(heading(page, en.auth.sign_in_title)).toBeFocused()
    await page.getByRole('button', { name: en.auth.register }).tap()
    await expect(heading(page, en.auth.register_title)).toBeFocused()
    await open(page, 'welcome-owner')
    await expect(heading(page, en.auth.owner_title)).toBeFocused()
  })
})
