/** What a message said before: some of it, nothing, on the way, refused, without a network. */
import type { Page } from '@playwright/test'

import type { Messages } from '../../src/i18n/en'
import { chat, choose, DACHA, type Screen } from './ways'

async function open(page: Page, t: Messages) {
  await choose(page, 'действует до ноября', t.edits.title)
  await page.getByRole('dialog').waitFor()
}

export const EDITS: Screen[] = [
  { name: 'edits', at: chat(DACHA), then: open },
  ...(
    [
      ['edits-none', 'crowd'],
      ['edits-loading', 'crowd-waits'],
      ['edits-failed', 'crowd-fails'],
      ['edits-offline', 'offline'],
    ] as const
  ).map(([name, scene]) => ({ name, at: chat(DACHA), scene, then: open })),
]
