/** Reports and what follows from them: the dialog, the page of those who run the server, the bars below a chat. */
import { ANYA, DACHA, button, chat, choose, type Screen } from './ways'

export const REPORTS: Screen[] = [
  {
    name: 'report-message',
    at: chat(DACHA),
    then: (page, t) => choose(page, 'шлагбаум починили', t.selecting.report),
  },
  {
    name: 'report-offline',
    at: chat(DACHA),
    scene: 'offline',
    then: async (page, t) => {
      await choose(page, 'шлагбаум починили', t.selecting.report)
      await page.getByRole('dialog').locator('button[type=submit]').last().click()
      await page.getByRole('dialog').getByRole('alert').waitFor()
    },
  },
  {
    name: 'report-sent',
    at: `${chat(ANYA)}/info`,
    then: async (page, t) => {
      await button(page, t.reports.report).click()
      await page.getByRole('dialog').getByRole('textbox').fill('Пишет по ночам')
      await page.getByRole('dialog').locator('button[type=submit]').last().click()
      await button(page, t.reports.done).waitFor()
    },
  },
  {
    name: 'own-name',
    at: `${chat(ANYA)}/info`,
    scene: 'member',
    then: (page, t) => button(page, t.reports.own_name).click(),
  },
  {
    name: 'settings-reports',
    at: '/settings/reports',
    then: async (page, t) => {
      await page.getByText(t.reports.show_closed(1)).click()
      await page.getByText(t.reports.more).first().waitFor()
    },
  },
  {
    name: 'settings-reports-ban',
    at: '/settings/reports',
    then: (page, t) => button(page, t.reports.ban).first().click(),
  },
  { name: 'settings-reports-none', at: '/settings/reports', scene: 'empty' },
  { name: 'settings-reports-offline', at: '/settings/reports', scene: 'offline' },
  { name: 'settings-reports-member', at: '/settings/reports', scene: 'member' },
  { name: 'settings-reports-loading', at: '/settings/reports', scene: 'loading' },
  { name: 'chat-banned', at: chat(DACHA), scene: 'banned' },
  { name: 'chat-blocked', at: chat(ANYA), scene: 'blocked' },
  { name: 'chat-refused', at: chat(ANYA), scene: 'refused' },
]
