/** What a screen is, and the ways to what is opened on it. */
import { expect, type Page } from '@playwright/test'

import type { Messages } from '../../src/i18n/en'
import { drag, finger } from '../finger'

export const id = (n: number) => `01890a5d-ac96-774b-bcce-b302099a8${n.toString(16).padStart(3, '0')}`
export const chat = (n: number) => `/c/${id(n)}`

/** Chats of the small world. */
export const [DACHA, ANYA, STATES, SAVED, DRAFT, FAILED, LEFT] = [260, 261, 265, 269, 270, 276, 280]

export type Screen = Readonly<{
  name: string
  at: string
  /** Another page of development than the app. */
  page?: 'stories'
  /** Only fingers come there. */
  touch?: true
  /** The state that the small world is in; a conversation if it is not named. */
  scene?: string
  /** What is chosen in the settings beside theme and size. */
  set?: Readonly<Record<string, string>>
  /** Opens what the screen is about. */
  then?: (page: Page, t: Messages) => Promise<unknown>
}>

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const submit = (page: Page) => page.locator('button[type=submit]').click()
export const write = (page: Page, text: string) => page.locator('#composer').fill(text)

export async function messageMenu(page: Page, which: string | number) {
  const messages = page.locator('article')
  const one = typeof which === 'number' ? messages.nth(which) : messages.filter({ hasText: which }).first()
  await one.locator('.bubble').click({ button: 'right' })
  await page.getByRole('menu').waitFor()
}

export async function choose(page: Page, which: string | number, item: string) {
  await messageMenu(page, which)
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Begins the search in a chat; a narrow head has it in its menu. */
export async function find(page: Page, t: Messages) {
  const direct = button(page, t.find.find)
  const there = await direct.isVisible()
  if (!there) await button(page, t.head.menu).click()
  await (there ? direct : page.getByRole('menuitem', { name: t.find.find, exact: true })).click()
  // What is typed goes to where the focus is.
  await page.locator('main [role=search] input:focus').waitFor()
}

export async function memberMenu(page: Page, t: Messages, item?: string) {
  await button(page, t.details.member_actions('Ольга Ким')).click()
  if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Lifts a message: a finger rests on it until its menu is there. */
export async function lift(page: Page, which: number) {
  const one = await finger(page)
  await one.down(await one.over(page.locator('article').nth(which).locator('.bubble')))
  await page.getByRole('menu').waitFor()
  await one.up()
}

/** Pulls the row of a chat aside until it stays there; a busy machine may take the finger for one that rests. */
export async function pullAside(page: Page, which: number, by: number) {
  const row = page.locator(`ul.rows a[href="${chat(which)}"]`)
  await expect(async () => {
    await page.keyboard.press('Escape')
    await drag(page, row, by, 0)
    expect(await row.evaluate((element) => element.style.translate)).not.toBe('')
  }).toPass()
}

/** The browser says that it would install the app. */
export const offerInstall = (page: Page) =>
  page.evaluate(() => dispatchEvent(new Event('beforeinstallprompt')))

export async function newChat(page: Page, t: Messages) {
  await page.getByRole('button', { name: t.chats.new }).first().click()
  await page.getByRole('dialog').waitFor()
}

export async function newGroup(page: Page, t: Messages) {
  await newChat(page, t)
  await button(page, t.create.group).click()
  await page.getByRole('dialog').getByText('Ольга Ким').click()
}

export async function chatMenu(page: Page, which: number, item?: string) {
  await page.locator(`ul.rows a[href="${chat(which)}"]`).click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
}
