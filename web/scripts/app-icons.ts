/** Draws the icons of the installed app from public/icon.svg, with the browser of the tests: `npm run app-icons`. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { chromium } from '@playwright/test'

const folder = fileURLToPath(new URL('../public/', import.meta.url))
const svg = await readFile(`${folder}icon.svg`, 'utf8')

/** Systems cut a maskable icon to their own shape, and iOS rounds it: colour to the edges, the sign in the middle. */
const whole = svg
  .replace(' rx="16"', '')
  .replace(
    /(<path[\s\S]*)<\/svg>/,
    '<g transform="translate(32 32) scale(.8) translate(-32 -32)">$1</g></svg>',
  )
const ICONS = [
  { name: 'icon-192', size: 192, drawing: svg },
  { name: 'icon-512', size: 512, drawing: svg },
  { name: 'maskable-512', size: 512, drawing: whole },
  { name: 'apple-touch-icon', size: 180, drawing: whole },
]

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' })
for (const { name, size, drawing } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const style = '<style>body{margin:0}svg{display:block;width:100vw}</style>'
  await page.setContent(style + drawing)
  await page.screenshot({ path: `${folder}icons/${name}.png`, omitBackground: true })
  await page.close()
}
await browser.close()
