/** What a page must never do, whatever is written on it; and a look at everything in a list, one screenful at a time. */
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    reported: string[]
  }
}

/** Every dialog, error, report of the policy, and request that is not for the page's own files; empty is good. */
export async function watch(page: Page, base: string): Promise<() => Promise<string[]>> {
  const wrong: string[] = []
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('popup', (popup) => wrong.push(`popup: ${popup.url()}`))
  page.on('console', (message) => {
    if (/content security|trusted/i.test(message.text())) wrong.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url())
    const own = origin === base && (/^\/(dev|assets)\//.test(pathname) || /^\/[\w.-]+\.\w+$/.test(pathname))
    if (!own && protocol !== 'data:' && protocol !== 'blob:') wrong.push(`request: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() === 404) wrong.push(`nothing at ${response.url()}`)
  })
  await page.addInitScript(() => {
    window.reported = []
    addEventListener('securitypolicyviolation', (event) => {
      window.reported.push(`report: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return async () => {
    const before = [...wrong, ...(await page.evaluate(() => window.reported))]
    // Without the policy there would be nothing to report.
    const free = await page.evaluate(() => {
      try {
        document.createElement('p').innerHTML = '<b></b>'
        return ['no policy is in force']
      } catch {
        return []
      }
    })
    return [...before, ...free]
  }
}

/** Letters and digits alone: what is left of a text when its marks have become formatting. */
export const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Scrolls from the first to the last of these elements, and returns the text of all that was in view on the way. */
export async function seen(page: Page, selector: string): Promise<string> {
  await page.locator(selector).first().waitFor()
  const texts = await page.evaluate(async (selector) => {
    const found = new Set<string>()
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const scrolls = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const down = element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(overflowY)
      return down || (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(overflowX))
    }
    let area = document.querySelector(selector)
    while (area && !scrolls(area)) area = area.parentElement
    area?.scrollTo({ top: 0, left: 0, behavior: 'instant' })
    for (;;) {
      await frame()
      await frame()
      for (const element of document.querySelectorAll<HTMLElement>(selector)) {
        const { top, bottom, left, right } = element.getBoundingClientRect()
        const inside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && bottom > top
        if (inside && element.checkVisibility()) found.add(element.textContent)
      }
      if (!area) return [...found]
      const { scrollTop, scrollLeft } = area
      area.scrollBy({ top: area.clientHeight / 2, left: area.clientWidth / 2, behavior: 'instant' })
      if (area.scrollTop === scrollTop && area.scrollLeft === scrollLeft) return [...found]
    }
  }, selector)
  return texts.map(bare).join('|')
}

/** Writes each text into a field in turn; returns the numbers of those after which these elements do not come to say what is wanted. */
export async function unanswered(
  page: Page,
  field: string,
  selector: string,
  asked: readonly Readonly<{ text: string; wanted: string }>[],
): Promise<number[]> {
  await page.locator(field).waitFor()
  return page.evaluate(
    async ({ field, selector, asked }) => {
      const PATIENCE_FRAMES = 300
      const frame = () => new Promise((done) => requestAnimationFrame(done))
      const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
      const says = (wanted: string) =>
        [...document.querySelectorAll(selector)].some((one) => bare(one.textContent).includes(wanted))
      const written = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(field)
      if (!written) return asked.map((_, i) => i)
      written.focus()
      const silent: number[] = []
      for (const [i, { text, wanted }] of asked.entries()) {
        written.value = text
        written.setSelectionRange(text.length, text.length)
        written.dispatchEvent(new InputEvent('input', { bubbles: true }))
        let patience = PATIENCE_FRAMES
        do await frame()
        while (!says(wanted) && --patience > 0)
        if (patience === 0) silent.push(i)
      }
      return silent
    },
    { field, selector, asked },
  )
}
