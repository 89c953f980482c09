/** Vite plugin: one head for the client's page and the development pages, put where they say `<!--head-->`. */
import { readFileSync } from 'node:fs'

import type { Plugin } from 'vite'

const HEAD = new URL('../head.html', import.meta.url)

export function head(): Plugin {
  return {
    name: 'molva-head',
    // Before Vite looks for what the page loads.
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('<!--head-->', () => readFileSync(HEAD, 'utf8')),
    },
  }
}
