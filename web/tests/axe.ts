/** Finds what keeps somebody from using a page, with axe. */
import type { Page } from '@playwright/test'
import type axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** A line for each element of a development page that breaks a rule; all its frames are its own. */
export function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const beside = '/axe.js'
    await import(beside)
    const { violations } = await window.axe.run({ resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}
