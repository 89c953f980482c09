/** Names and texts that were made to break the page are shown as text: no dialog, no request, no script, nothing out of place. */
import { expect, test } from '@playwright/test'

import { VECTORS } from '../dev/vectors'
import { SCREENS, show } from './screens'

test('S44: there are enough of them', () => {
  expect(new Set(VECTORS).size).toBeGreaterThanOrEqual(300)
})

const SHOWN = ['list', 'chat', 'details-group', 'composer-people', 'menu-own']

for (const [width, height, theme] of [
  [390, 844, 'dark'],
  [1440, 900, 'light'],
] as const) {
  test(`S44 S45: hostile names and texts are shown as text, ${String(width)}`, async ({ page, baseURL }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height })
    const wrong: string[] = []
    page.on('dialog', (dialog) => {
      wrong.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(baseURL ?? '') && !request.url().startsWith('data:'))
        wrong.push(`request: ${request.url()}`)
    })
    const screens = SCREENS.filter(({ name }) => SHOWN.includes(name))
    expect(screens).toHaveLength(SHOWN.length)
    for (const screen of screens) {
      await show(page, { ...screen, scene: 'hostile' }, 'en', theme)
      const found = await page.evaluate(() => {
        const over = document.documentElement.scrollWidth - innerWidth
        const alien = document.querySelectorAll('main script, aside script, iframe, article img, [onerror]')
        const links = [...document.querySelectorAll<HTMLAnchorElement>('article a')]
        const log = document.querySelector('[role=log]')
        return {
          over,
          aliens: alien.length,
          schemes: [...new Set(links.map((link) => link.protocol))],
          // Every bubble stays inside the column, and no message covers another.
          wide: log
            ? [...log.querySelectorAll('.bubble')].filter((bubble) => {
                const [own, frame] = [bubble.getBoundingClientRect(), log.getBoundingClientRect()]
                return own.left < frame.left - 1 || own.right > frame.right + 1
              }).length
            : 0,
          fake: links.filter((link) => link.textContent?.includes('bank.example')).length,
        }
      })
      expect({ name: screen.name, ...found }).toMatchObject({
        ...{ name: screen.name, over: 0, aliens: 0, wide: 0, fake: 0 },
      })
      for (const scheme of found.schemes) expect(scheme).toMatch(/^https?:$/)
    }
    expect(wrong).toEqual([])
  })
}
