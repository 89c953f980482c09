/** Sending later, and messages that disappear: the ways from the composer, the moment, the list. */
import { button, chat, DACHA, STATES, write, type Screen } from './ways'
import type { Messages } from '../../src/i18n/en'
import type { Page } from '@playwright/test'

async function ways(page: Page, t: Messages, item?: string) {
  await write(page, 'Увидимся')
  await button(page, t.later.ways).click()
  if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function list(page: Page, t: Messages, item?: string) {
  await button(page, `${t.later.scheduled(3)}. ${t.later.some_failed}`).click()
  if (item) await page.getByRole('dialog').getByRole('button', { name: item, exact: true }).first().click()
}

export const LATER: Screen[] = [
  { name: 'later-ways', at: chat(DACHA), then: (page, t) => ways(page, t) },
  { name: 'later-moment', at: chat(STATES), then: (page, t) => ways(page, t, t.later.later) },
  {
    name: 'later-day',
    at: chat(STATES),
    then: async (page, t) => {
      await ways(page, t, t.later.later)
      await page.locator('dialog .own button').click()
    },
  },
  { name: 'later-list', at: chat(DACHA), scene: 'offline', then: (page, t) => list(page, t) },
  { name: 'later-text', at: chat(DACHA), then: (page, t) => list(page, t, t.later.edit) },
]
