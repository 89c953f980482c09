/** The pages of primitives. */
import type { Page } from '@playwright/test'

import { type Screen } from './ways'

export const STORIES: Screen[] = [
  { name: 'stories', at: '/', page: 'stories' },
  ...['confirm', 'dialog', 'modal', 'menu'].map((what) => ({
    name: `stories-${what}`,
    at: '/',
    page: 'stories' as const,
    then: (page: Page) => page.locator(`[data-open=${what}]`).click(),
  })),
]
