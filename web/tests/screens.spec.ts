/**
 * Every screen and open dialog: axe finds no violation in any theme and language; and nothing is cut off or sticks out,
 * neither at the narrowest window with large text, nor in a long language, nor on a tablet, nor from right to left.
 */
import { expect, test as base, type Page } from '@playwright/test'

import { MARK } from '../dev/pseudo'
import { violations } from './axe'
import { clipped } from './clipped'
import { SCREENS, show, type Look } from './screens'

type Run = Readonly<{
  name: string
  size: readonly [number, number]
  locale: string
  theme: string
  look: Look
  mark?: string
}>

const RUNS: readonly Run[] = [
  {
    name: '320 px, large text',
    size: [320, 640],
    locale: 'ru',
    theme: 'light',
    look: { scale: 1.5 },
  },
  {
    name: 'long words, phone',
    size: [390, 844],
    locale: 'en',
    theme: 'dark',
    look: { pseudo: true },
    mark: MARK,
  },
  { name: 'tablet', size: [820, 1180], locale: 'ru', theme: 'dark', look: {} },
  {
    name: 'right to left, desk',
    size: [1440, 900],
    locale: 'en',
    theme: 'light',
    look: { rtl: true },
  },
]

/** One page for all screens of a worker: a new one for each would take longer than looking at it. */
const test = base.extend<object, { stage: Page }>({
  stage: [
    async ({ browser }, use) => {
      const page = await browser.newPage({
        reducedMotion: 'reduce',
        locale: 'ru-RU',
        timezoneId: 'Europe/Moscow',
      })
      await use(page)
      await page.close()
    },
    { scope: 'worker' },
  ],
})

for (const screen of SCREENS.filter(({ touch }) => !touch)) {
  test(screen.name, async ({ stage: page }) => {
    for (const { name, size, locale, theme, look, mark } of RUNS) {
      await test.step(name, async () => {
        await page.setViewportSize({ width: size[0], height: size[1] })
        await show(page, screen, locale, theme, look)
        expect.soft(await clipped(page, mark), name).toEqual([])
        expect.soft(await page.locator('body').innerText(), name).not.toMatch(/undefined|NaN|\[object/)
        expect.soft(await violations(page), name).toEqual([])
      })
    }
  })
}

test('what nobody can name or read is found', async ({ stage: page }) => {
  const [screen] = SCREENS
  if (!screen) throw new Error('no screens')
  await show(page, screen, 'en', 'light')
  await page
    .locator('h1')
    .first()
    .evaluate((heading) => {
      heading.append(document.createElement('button'), 'too pale')
      heading.style.color = '#ddd'
      heading.style.background = '#fff'
    })
  const rules = (await violations(page)).map((line) => line.split(':')[0])
  expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast']))
})

test('what is cut off is found', async ({ stage: page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const line = 'white-space: nowrap; overflow: hidden'
  // Nothing of ours may write a page out of a string.
  await page.goto('about:blank')
  await page.setContent(`<!doctype html>
    <div style="${line}; width: 4em">silently cut off</div>
    <div style="${line}; width: 4em; text-overflow: ellipsis">somebody’s long name</div>
    <div style="${line}; width: 4em; text-overflow: ellipsis">a word of ours${MARK}</div>
    <div style="overflow: auto; width: 4em"><div style="width: 20em">scrolled to</div></div>
    <div class="wide" style="overflow: auto; width: 4em; height: 400px"><div style="width: 20em">a page</div></div>
    <div style="height: 1em; overflow: hidden"><div style="height: 3em"></div>below the edge</div>
    <div style="position: absolute; left: 300px; width: 5em">half outside</div>`)
  const found = (await clipped(page, MARK)).map((fault) => fault.split(': ').at(-1))
  expect(found).toEqual([
    expect.stringContaining('px wider'),
    expect.stringContaining('.wide scrolls sideways'),
    ...['silently cut off', `a word of ours${MARK}`, 'below the edge', 'half outside'],
  ])
})
