/** What comes by itself does not take a press that was meant for what stood there before. */
import { expect, test } from '@playwright/test'

import en from '../src/i18n/en'
import { SCREENS, show } from './screens'

test('an offer to install the app takes no press at first, and then every one', async ({ page }) => {
  const list = SCREENS.find(({ name }) => name === 'list')
  if (!list) throw new Error('no screen of the list')
  await page.setViewportSize({ width: 1440, height: 900 })
  await show(page, list, 'en', 'light')
  const asked = await page.evaluateHandle(() => ({ times: 0 }))
  const pressed = await asked.evaluate(async (count) => {
    const came = new Promise<Element>((done) => {
      const look = () => {
        const line = document.querySelector('section button')?.closest('li')
        if (line) done(line)
      }
      new MutationObserver(look).observe(document, { subtree: true, childList: true })
    })
    const prompt = () => Promise.resolve({ outcome: 'dismissed', times: ++count.times })
    dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt }))
    const line = await came
    const { x, y, width, height } = line.getBoundingClientRect()
    return line.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
  expect(pressed).toBe(false)
  await page.getByRole('button', { name: new RegExp(`^${en.steps.install.title}`) }).click()
  expect(await asked.evaluate(({ times }) => times)).toBe(1)
})
