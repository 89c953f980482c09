/**
 * What readers ask of their system holds on every main screen: with forced colours all that is chosen, counted, or has an
 * edge still shows; with more contrast bubbles and panes have lines; who wants less motion sees none; large text fits.
 */
import { expect, test, type Page } from '@playwright/test'

import { clipped } from './clipped'
import { SCREENS, show } from './screens'

const MAIN = [
  ...['list', 'new-group', 'chat', 'chat-states', 'menu-own', 'selection', 'emoji', 'switcher', 'calendar'],
  ...['details-group', 'find', 'settings-appearance', 'settings-chats', 'welcome-server', 'stories'],
]
const screens = SCREENS.filter(({ name }) => MAIN.includes(name))
const screen = (name: string) => screens.find((one) => one.name === name) ?? { name, at: '/' }

test.use({ viewport: { width: 1440, height: 900 } })

test('all main screens are looked at', () => {
  expect(screens.map(({ name }) => name).toSorted()).toEqual(MAIN.toSorted())
})

/** What is chosen and looks like what is not; what has no edge against the page; what has the page's own colour. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CHOSEN = ['aria-current', 'aria-checked', 'aria-selected', 'aria-pressed']
    const visible = (one: Element) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const tell = (fault: string, one: Element) => `${fault}: ${one.outerHTML.slice(0, 140)}`
    const style = (one: Element, part?: string) => getComputedStyle(one, part)
    const look = (one: Element) => {
      const { backgroundColor, borderTopColor, boxShadow } = style(one)
      return [backgroundColor, borderTopColor, boxShadow].join()
    }
    const faults: string[] = []
    for (const name of CHOSEN) {
      for (const chosen of document.querySelectorAll(`[${name}]:not([${name}=false])`)) {
        const alike = [
          ...(chosen.closest('ul, nav, table, form, [role$=group]') ?? document.body).querySelectorAll(
            chosen.localName,
          ),
        ]
        const others = alike.filter(
          (one) => visible(one) && CHOSEN.every((each) => (one.getAttribute(each) ?? 'false') === 'false'),
        )
        if (visible(chosen) && others.some((one) => look(one) === look(chosen)))
          faults.push(tell('chosen', chosen))
      }
    }
    const canvas = style(document.documentElement).backgroundColor
    const EDGED =
      '.button:not(.quiet), .bubble, dialog:modal, .menu, .search:not(.head), .box:has(> input), .field:has(> textarea), .toast'
    for (const one of document.querySelectorAll(EDGED)) {
      const { borderTopStyle, borderTopColor } = style(one)
      const hidden = borderTopStyle === 'none' || borderTopColor === canvas
      if (visible(one) && hidden && !one.closest('.emoji')) faults.push(tell('no edge', one))
    }
    for (const one of document.querySelectorAll(
      '.badge, .avatar, .swatch.dot, .row .mark, .upper ~ .lower .mark, mark',
    )) {
      if (visible(one) && style(one).backgroundColor === canvas && style(one).borderTopStyle === 'none')
        faults.push(tell('no fill', one))
    }
    for (const one of document.querySelectorAll('[role=switch]')) {
      if (style(one).backgroundColor === style(one, '::before').backgroundColor)
        faults.push(tell('no thumb', one))
    }
    return faults
  })
}

test('with forced colours all that is chosen, counted or framed still shows', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  for (const each of screens) {
    await show(page, each, 'ru', 'light')
    expect.soft(await unseen(page), each.name).toEqual([])
  }
  // What no rule of ours keeps visible, the check finds.
  await show(page, screen('chat'), 'ru', 'light')
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    // Of two such rules the one of the earlier layer holds.
    sheet.replaceSync(
      '@layer reset { * { forced-color-adjust: auto !important; background: Canvas !important; border: 0 !important } }',
    )
    document.adoptedStyleSheets = [sheet]
  })
  const found = (await unseen(page)).map((fault) => fault.split(':')[0])
  expect([...new Set(found)].toSorted()).toEqual(['chosen', 'no edge', 'no fill'])
})

test('with more contrast every text is dark, and every bubble has a line, under each accent', async ({
  page,
}) => {
  await page.emulateMedia({ contrast: 'more' })
  for (const theme of ['light', 'dark']) {
    await show(page, screen('chat'), 'en', theme)
    for (const accent of ['iris', 'teal', 'graphite']) {
      const faults = await page.evaluate((accent) => {
        document.documentElement.dataset.accent = accent
        const colour = (one: Element) => getComputedStyle(one).color
        const text = colour(document.body)
        const quiet = [...document.querySelectorAll('.when, #chat-status, article:not(.own) .meta')]
        const bubbles = [...document.querySelectorAll('.message:not(.emoji) .bubble')]
        return {
          none: quiet.length === 0 || bubbles.length === 0,
          pale: quiet.filter((one) => colour(one) !== text).map((one) => one.outerHTML.slice(0, 120)),
          edgeless: bubbles.filter((one) => getComputedStyle(one).borderTopColor === 'rgba(0, 0, 0, 0)')
            .length,
          ring: getComputedStyle(document.documentElement).getPropertyValue('--ring'),
        }
      }, accent)
      expect(faults).toEqual({ none: false, pale: [], edgeless: 0, ring: '4px' })
    }
  }
})

/** What moves now, or would on the next change, for longer than one sees. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const ms = (one: Animation) => Number(one.effect?.getComputedTiming().duration ?? 0)
    const running = document.getAnimations().filter((one) => ms(one) > 80).length
    const ready = [...document.querySelectorAll('*')].filter((one) =>
      getComputedStyle(one)
        .transitionDuration.split(', ')
        .some((long) => parseFloat(long) > 0.08),
    ).length
    return running + ready
  })

test('who wants less motion sees none, and who does not, does', async ({ page }) => {
  for (const each of screens) {
    await show(page, each, 'ru', 'dark')
    await expect.soft.poll(() => moving(page), { message: each.name }).toBe(0)
  }
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await moving(page)).toBeGreaterThan(0)
})

test('twice as large a text of the browser fits at every width', async ({ page }) => {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    for (const name of ['list', 'chat', 'details-group', 'settings-appearance', 'welcome-server']) {
      await show(page, screen(name), 'ru', 'light')
      const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
      expect(size).toBe('32px')
      expect.soft(await clipped(page), `${name} at ${String(width)} px`).toEqual([])
    }
  }
})
