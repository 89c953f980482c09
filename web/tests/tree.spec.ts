/**
 * A chat as assistive technology has it, in both languages. What changes on purpose is written anew with
 * `npx playwright test tests/tree.spec.ts --update-snapshots`, and read before it is kept.
 */
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'

test.use({ viewport: { width: 1440, height: 900 } })

for (const locale of ['ru', 'en']) {
  test(`the tree of a chat: ${locale}`, async ({ page }) => {
    const chat = SCREENS.find(({ name }) => name === 'chat')
    if (!chat) throw new Error('no screen of a chat')
    await show(page, chat, locale, 'light')
    await expect(page.locator('main')).toMatchAriaSnapshot({ name: `chat-${locale}.aria.yml` })
  })
}
