/**
 * Names and texts that were made to break the page are shown as text, each of them in every place, under the policy
 * that the server sends: no dialog, no request, no report, no script, nothing out of place.
 */
import { expect, test, type Page } from '@playwright/test'

import { ODD } from '../dev/hostile'
import { VECTORS } from '../dev/vectors'
import { SCREENS, show, WORDS } from './screens'
import { bare, seen, unanswered, watch } from './watch'

const t = WORDS.en
if (!t) throw new Error('no words')
const BARE = VECTORS.map(bare)
const CHAT = '/c/01890a5d-ac96-774b-bcce-b302099a8104'
const chatOf = (i: number) => `/c/01890a5d-ac96-774b-bcce-b30209900${i.toString(16).padStart(3, '0')}`
const open = (page: Page, at: string, scene = 'hostile') => show(page, { name: at, at, scene }, 'en', 'light')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const missing = (text: string) => VECTORS.filter((_, i) => !text.includes(BARE[i] ?? ''))

test('S44: there are enough of them', async ({ page }) => {
  await open(page, '/')
  expect(new Set(VECTORS).size).toBeGreaterThanOrEqual(300)
  expect(BARE.filter((one) => one.length < 3)).toEqual([])
})

let findings = async (): Promise<string[]> => Promise.resolve([])

test.beforeEach(async ({ page, baseURL }) => {
  test.setTimeout(240_000)
  findings = await watch(page, baseURL ?? '')
})

test.afterEach(async () => {
  expect(await findings()).toEqual([])
})

/** Places that show many names or texts at once, and the way there. */
const LISTS: [name: string, at: string, selector: string, then?: (page: Page) => Promise<unknown>][] = [
  ['the list of chats', '/', '.rows li'],
  ['the filters of the list', '/', '.chips button'],
  ['the folders', '/settings/folders', 'main section li'],
  ['a chat', CHAT, 'article'],
  [
    'the comments that one follows',
    '/',
    'li a .about',
    (page) => page.getByRole('radio', { name: t.chats.threads }).click(),
  ],
  ['the members', `${CHAT}/info`, 'section li'],
  ['people', '/people', 'ul li:has(bdi)'],
  ['the outbox', '/outbox', 'ul li:has(bdi)'],
  ['the devices', '/settings/devices', 'main'],
  ['those who are blocked', '/settings/privacy', 'section li'],
  ['the reports', '/settings/reports', 'main section', (page) => page.locator('details summary').click()],
  [
    'the pinned messages',
    CHAT,
    'dialog li',
    async (page) => {
      await button(page, t.pinned.list).click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'the scheduled messages',
    CHAT,
    'dialog li',
    async (page) => {
      await button(page, t.later.scheduled(VECTORS.length)).click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'a new chat',
    '/',
    'dialog li',
    async (page) => {
      await button(page, t.chats.new).click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'the readers of a message',
    CHAT,
    'dialog li',
    async (page) => {
      await page.locator('article').last().locator('.bubble').click({ button: 'right' })
      await page.getByRole('menuitem', { name: t.selecting.readers, exact: true }).click()
    },
  ],
]

for (const [name, at, selector, then] of LISTS) {
  test(`S44: each of them as text in ${name}`, async ({ page }) => {
    await open(page, at)
    await then?.(page)
    expect(missing(await seen(page, selector))).toEqual([])
  })
}

test('S44: each of them in the head of a chat, its lines, its messages, its quotes and its details', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await open(page, `${chatOf(0)}/info`)
  await page.locator('aside.details p.title').waitFor()
  const wrong = await page.evaluate(
    async (chats) => {
      const PATIENCE_FRAMES = 100
      const PLACES = [
        'main h1 .name',
        'aside.details p.title',
        'aside.details li',
        'article',
        'article .quote',
        'main section.bar .text',
        '[role=log]',
      ]
      const frame = () => new Promise((done) => requestAnimationFrame(done))
      const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
      const texts = (place: string) => [...document.querySelectorAll(place)].map((one) => one.textContent)
      /** Places that show something else than the name, or nothing. */
      const astray = (name: string) =>
        PLACES.flatMap((place) => {
          const found = texts(place)
          return found.length > 0 && found.every((text) => bare(text).includes(name))
            ? []
            : [[place, ...found]]
        })
      const wrong: { path: string; name: string; places: string[][] }[] = []
      for (const { path, name } of chats) {
        const link = document.body.appendChild(document.createElement('a'))
        link.href = path
        link.click()
        link.remove()
        let places: string[][]
        let patience = PATIENCE_FRAMES
        do {
          await frame()
          for (const article of document.querySelectorAll('article')) {
            article.scrollIntoView({ block: 'center', behavior: 'instant' })
          }
          places = astray(name)
        } while (places.length > 0 && --patience > 0)
        if (places.length > 0) wrong.push({ path, name, places })
      }
      return wrong
    },
    BARE.map((name, i) => ({ path: `${chatOf(i)}/info`, name })),
  )
  expect(wrong).toEqual([])
})

/** Vectors that these elements do not show after each of these texts was written. */
async function unfound(page: Page, field: string, texts: readonly string[], selector: string) {
  const asked = texts.map((text, i) => ({ text, wanted: BARE[i] ?? '' }))
  return (await unanswered(page, field, selector, asked)).map((i) => VECTORS[i])
}

// A field of one line takes no line break: those that have one are not found by all of their text.
const TYPED = VECTORS.map((vector) => vector.replace(/\n.*/s, ''))
const ASKED = VECTORS.map((_, i) => `@v${String(i)}`)

test('S44: each of them is looked for and found in the switcher', async ({ page }) => {
  await open(page, '/')
  await page.keyboard.press('Control+K')
  expect(await unfound(page, 'dialog [role=combobox]', TYPED, 'dialog [role=option]')).toEqual([])
})

test('S44: each of them is looked for and found in the list', async ({ page }) => {
  await open(page, '/')
  expect(await unfound(page, '[role=search] input', TYPED, '.rows li')).toEqual([])
})

test('S44: each of them completes a name', async ({ page }) => {
  await open(page, CHAT)
  expect(await unfound(page, '#composer', ASKED, '[role=option]')).toEqual([])
})

test('S44: what is found stays text', async ({ page }) => {
  await open(page, CHAT)
  await button(page, t.find.find).click()
  await page.locator('main [role=search] input').fill('alert')
  await page.locator('article mark').first().waitFor()
  expect(missing(await seen(page, 'article'))).toEqual([])
})

test('S44: what is selected stays text', async ({ page }) => {
  await open(page, CHAT)
  await page.locator('article').last().focus()
  for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key)
  await page.getByRole('toolbar').waitFor()
  expect(missing(await seen(page, 'article'))).toEqual([])
})

test('S44: whoever has an odd name is shown with it, and the window is called by it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, CHAT)
  for (const [i, name] of ODD.entries()) {
    await button(page, `@odd${String(i)}`).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(`@odd${String(i)}`, { exact: true })).toBeVisible()
    expect(bare(await dialog.innerText())).toContain(bare(name).slice(0, 1_000))
    // However long it is, the way out stays on screen.
    await expect(dialog.getByRole('button', { name: t.common.close }).first()).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await open(page, chatOf(0))
  await expect.poll(async () => bare(await page.title())).toContain(BARE[0])
})

/** Who is not signed in reads the server's name and an inviter's. */
for (const [name, at] of [
  ['sign-in page', '/login'],
  ['page of an invite', '/i#works'],
] as const) {
  test(`S44: the ${name}`, async ({ page }) => {
    await open(page, at, 'stranger')
    expect(missing(await seen(page, 'main'))).toEqual([])
  })
}

const SHOWN = [
  ...['list', 'chat', 'details-group', 'composer-people', 'menu-own', 'pins'],
  ...['outbox', 'people', 'settings-privacy', 'settings-devices'],
]

for (const [width, height, theme] of [
  [390, 844, 'dark'],
  [1440, 900, 'light'],
] as const) {
  test(`S44 S45: nothing is out of place, ${String(width)}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
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
  })
}
