/** Vite plugin: one inline SVG sprite in index.html, so that icons are there at first paint and cost no script. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Plugin } from 'vite'

import { ICONS, type IconName } from '../src/ui/icons.ts'

const require = createRequire(import.meta.url)

/** The drawing inside one lucide icon, without its `<svg>` element. */
function drawing(name: IconName): string {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${ICONS[name]}.svg`), 'utf8')
  const body = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1]
  if (body === undefined) throw new Error(`no drawing in ${name}`)
  return body.replace(/\s+/g, ' ').replace(/> </g, '><').trim()
}

/** The whole sprite as the text of one hidden `<svg>`. */
export function sprite(): string {
  const names = Object.keys(ICONS) as IconName[]
  const symbols = names.map((name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${drawing(name)}</symbol>`)
  return `<svg width="0" height="0" aria-hidden="true" class="sprite">${symbols.join('')}</svg>`
}

/** Puts the sprite where the page says `<!--sprite-->`. */
export function icons(): Plugin {
  return {
    name: 'molva-icons',
    transformIndexHtml: (html) => html.replace('<!--sprite-->', sprite()),
  }
}
