/** Pictures of every screen in both themes and languages and three widths, and a page of them all: `make screenshots`. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'

import { test } from '@playwright/test'

import { SCREENS, show } from './screens'

/** `1` takes all; anything else is looked for in the names of looks and screens. */
const wanted = process.env.SCREENSHOTS ?? ''
const FOLDER = 'screenshots'
const WIDTHS: readonly (readonly [width: number, height: number])[] = [
  [390, 844],
  [820, 1180],
  [1440, 900],
]
const LOOKS = WIDTHS.flatMap(([width, height]) =>
  ['light', 'dark'].flatMap((theme) =>
    ['ru', 'en'].map((locale) => ({
      width,
      height,
      theme,
      locale,
      name: `${String(width)}-${theme}-${locale}`,
    })),
  ),
)
const asked = (name: string) => wanted === '1' || new RegExp(wanted).test(name)

test.skip(wanted === '', 'pictures are taken on demand')

for (const { width, height, theme, locale, name } of LOOKS) {
  test(name, async ({ browser }) => {
    test.setTimeout(1_200_000)
    // The narrowest is a phone, where fingers touch.
    const phone = width < 640
    const page = await browser.newPage({
      viewport: { width, height },
      hasTouch: phone,
      isMobile: phone,
      reducedMotion: 'reduce',
      locale: 'ru-RU',
      timezoneId: 'Europe/Moscow',
    })
    const take = (screen: string) =>
      page.screenshot({ path: `${FOLDER}/${screen}-${name}.png`, animations: 'disabled' })
    for (const screen of SCREENS) {
      if (!asked(`${screen.name}-${name}`) || (screen.touch && !phone)) continue
      await show(page, screen, locale, theme)
      // All of the stories stand on one page.
      if (screen.page && !screen.then) {
        const all = await page.locator('main').evaluate((main) => main.scrollHeight)
        await page.setViewportSize({ width, height: all })
      }
      await take(screen.name)
      await page.setViewportSize({ width, height })
    }
    await page.close()
  })
}

test.afterAll(() => {
  if (wanted !== '') writeSheet()
})

/** One row a screen, one column a look, as far as there are pictures. */
function writeSheet(): void {
  mkdirSync(FOLDER, { recursive: true })
  const taken = new Set(readdirSync(FOLDER))
  const row = (screen: string) => {
    const cells = LOOKS.map(({ name }) => `${screen}-${name}.png`)
      .map((file) =>
        taken.has(file)
          ? `<td><a href="${file}"><img src="${file}" loading="lazy" alt=""></a></td>`
          : '<td></td>',
      )
      .join('')
    return `<tr><th>${screen}</th>${cells}</tr>`
  }
  const screens = SCREENS.map(({ name }) => name)
  const page = `<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body{font:14px system-ui;background:#888}th{position:sticky;background:#fff;inset:0;padding:4px}img{height:420px}</style>
<table><tr><th></th>${LOOKS.map(({ name }) => `<th>${name}</th>`).join('')}</tr>
${screens.map(row).join('\n')}</table>`
  writeFileSync(`${FOLDER}/index.html`, page)
}
