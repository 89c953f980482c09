/** The details of a chat, and what opens on them. */
import type { Locator, Page } from '@playwright/test'

import type { Messages } from '../../src/i18n/en'
import { button, memberMenu, chat, DACHA, ANYA, SAVED, STATES, LEFT, type Screen } from './ways'

/** What comes of looking for a member: somebody, the wait, the failure, or only who is here. */
const FOUND: Record<string, (list: Locator, t: Messages) => Locator> = {
  crowd: (list) => list.getByText(/137/),
  'crowd-seeks': (list, t) => list.getByRole('status', { name: t.common.loading }),
  'crowd-lost': (list) => list.getByRole('alert'),
  'crowd-offline': (list, t) => list.getByText(t.details.found_here),
}

const seek = (scene: string) => async (page: Page, t: Messages) => {
  await page.getByRole('textbox', { name: t.details.find_member }).fill('участник 13')
  const list = page.getByRole('region', { name: t.details.members })
  await FOUND[scene]?.(list, t).first().scrollIntoViewIfNeeded()
}

export const DETAILS: Screen[] = [
  { name: 'details-group', at: `${chat(DACHA)}/info` },
  { name: 'details-direct', at: `${chat(ANYA)}/info` },
  {
    name: 'details-block',
    at: `${chat(ANYA)}/info`,
    then: (page, t) => button(page, t.privacy.block).click(),
  },
  { name: 'details-blocked', at: `${chat(ANYA)}/info`, scene: 'offline' },
  { name: 'details-saved', at: `${chat(SAVED)}/info` },
  { name: 'details-left', at: `${chat(LEFT)}/info` },
  { name: 'details-lifetime', at: `${chat(STATES)}/info` },
  {
    name: 'details-lifetime-other',
    at: `${chat(DACHA)}/info`,
    then: async (page, t) => {
      await page.getByRole('radio', { name: t.lifetime.other }).click()
      await button(page, t.lifetime.choose).click()
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'details-loading', at: `${chat(DACHA)}/info`, scene: 'crowd-waits' },
  { name: 'details-failed', at: `${chat(DACHA)}/info`, scene: 'crowd-fails' },
  {
    name: 'details-crowd',
    at: `${chat(DACHA)}/info`,
    scene: 'crowd',
    then: (page) => page.getByRole('listitem').filter({ hasText: 'Участник 40' }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'details-find',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => page.getByRole('textbox', { name: t.details.find_member }).fill('ол'),
  },
  {
    name: 'details-find-nobody',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => page.getByRole('textbox', { name: t.details.find_member }).fill('щщщ'),
  },
  ...Object.keys(FOUND).map((scene) => ({
    name: `details-find-${scene}`,
    at: `${chat(DACHA)}/info`,
    scene,
    then: seek(scene),
  })),
  {
    name: 'details-find-crowd-nobody',
    at: `${chat(DACHA)}/info`,
    scene: 'crowd',
    then: async (page, t) => {
      await page.getByRole('textbox', { name: t.details.find_member }).fill('щщщ')
      await page.getByText(t.details.nobody_found).waitFor()
    },
  },
  { name: 'details-member', at: `${chat(DACHA)}/info`, then: (page, t) => memberMenu(page, t) },
  {
    name: 'details-remove',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => memberMenu(page, t, t.details.remove),
  },
  {
    name: 'details-rename',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.details.rename).click(),
  },
  { name: 'details-add', at: `${chat(DACHA)}/info`, then: (page, t) => button(page, t.details.add).click() },
  {
    name: 'details-leave',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.details.leave).click(),
  },
]
