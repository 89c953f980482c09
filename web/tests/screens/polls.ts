/** Polls: in every state, who has voted, and how one is made. */
import type { Page } from '@playwright/test'

import type { Messages } from '../../src/i18n/en'
import { button, chat, choose, DACHA, type Screen } from './ways'

async function make(page: Page, t: Messages) {
  await button(page, t.polls.attach).click()
  await page.getByRole('menuitem', { name: t.polls.poll, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}

async function quiz(page: Page, t: Messages) {
  await make(page, t)
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  await field(t.polls.question).fill('Сколько лет нашему саду?')
  await field(t.polls.option(1)).fill('Пятьдесят')
  await field(t.polls.option(2)).fill('Сорок девять, если считать со дня, когда посадили первую яблоню')
  await page.getByRole('switch', { name: t.polls.quiz }).click()
  await page.getByRole('dialog').getByRole('button', { name: t.composer.send, exact: true }).click()
  await page.getByRole('alert').waitFor()
}

export const POLLS: Screen[] = [
  { name: 'polls', at: chat(DACHA), scene: 'polls' },
  { name: 'polls-offline', at: chat(DACHA), scene: 'polls_offline' },
  {
    name: 'polls-older',
    at: chat(DACHA),
    scene: 'polls',
    then: (page) => page.locator('article').nth(2).scrollIntoViewIfNeeded(),
  },
  {
    name: 'poll-voters',
    at: chat(DACHA),
    scene: 'polls',
    then: async (page, t) => {
      await button(page, t.polls.voters).last().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'poll-close',
    at: chat(DACHA),
    scene: 'polls',
    then: (page, t) => choose(page, 2, t.polls.close),
  },
  { name: 'poll-new', at: chat(DACHA), then: make },
  { name: 'poll-quiz', at: chat(DACHA), then: quiz },
]
