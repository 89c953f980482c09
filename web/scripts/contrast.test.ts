/** Every colour pair that meets on screen, in every theme and accent, against WCAG 2.2 (1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

type Tokens = Map<string, string>

const css = (name: string) => readFileSync(new URL(`../src/styles/${name}.css`, import.meta.url), 'utf8')

/** The `--name: value` pairs of the first rule with this selector. */
function block(source: string, selector: string): Tokens {
  const start = source.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`no ${selector}`)
  const body = source.slice(source.indexOf('{', start), source.indexOf('\n  }', start))
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
}

/** The side of `light-dark(a, b)` that a scheme shows; other values stand for themselves. */
function side(value: string, scheme: 'light' | 'dark'): string {
  const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value)
  return (scheme === 'light' ? pair?.[1] : pair?.[2]) ?? value
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const v = parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const TEXT: Record<string, string[]> = {
  text: [
    'canvas',
    'surface',
    'surface-2',
    'surface-3',
    'hover',
    'selected',
    'bubble-in',
    'mention',
    'code-bg',
  ],
  'text-2': ['canvas', 'surface', 'surface-2', 'hover', 'selected', 'bubble-in', 'mention', 'pill'],
  'text-3': ['canvas', 'surface', 'surface-2', 'hover'],
  'on-mark': ['mark'],
  'on-accent': ['accent', 'accent-hover', 'badge-muted'],
  'accent-text': [
    'canvas',
    'surface',
    'surface-2',
    'hover',
    'accent-soft',
    'bubble-in',
    'bubble-out',
    'selected',
  ],
  'bubble-in-meta': ['bubble-in'],
  'bubble-out-text': ['bubble-out'],
  'bubble-out-meta': ['bubble-out'],
  danger: ['surface', 'danger-soft', 'bubble-in', 'hover'],
  'on-danger': ['danger'],
  success: ['surface', 'success-soft'],
  warn: ['surface', 'warn-soft'],
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`name-${String(i)}`, ['bubble-in', 'bubble-out']]),
  ),
}
const PARTS: Record<string, string[]> = {
  'border-strong': ['surface', 'surface-2', 'canvas'],
  'tick-read': ['bubble-out'],
  'accent-text': ['surface-3'],
  danger: ['bubble-out', 'canvas', 'selected'],
  online: ['surface'],
}

const base = block(css('tokens'), ':root')
const midnight = block(css('tokens'), `:root[data-theme='midnight']`)
const accents = [...css('accents').matchAll(/data-accent='(\w+)'/g)].map((m) => m[1] ?? '')

describe.each(['light', 'dark', 'midnight'])('theme %s', (theme) => {
  test.each(['iris', ...accents])('accent %s', (accent) => {
    const own =
      accent === 'iris' ? new Map<string, string>() : block(css('accents'), `:root[data-accent='${accent}']`)
    const tokens: Tokens = new Map([...base, ...(theme === 'midnight' ? midnight : []), ...own])
    const colour = (name: string) =>
      side(tokens.get(name) ?? `missing ${name}`, theme === 'light' ? 'light' : 'dark')
    const weak: string[] = []
    for (const [pairs, least] of [
      [TEXT, 4.5],
      [PARTS, 3],
    ] as const) {
      for (const [front, backs] of Object.entries(pairs)) {
        for (const back of backs) {
          const found = ratio(colour(front), colour(back))
          if (!(found >= least)) weak.push(`${front} on ${back}: ${found.toFixed(2)}`)
        }
      }
    }
    for (let i = 0; i < 8; i++) {
      if (ratio('#ffffff', colour(`hue-${String(i)}`)) < 4.5) weak.push(`initials on hue-${String(i)}`)
    }
    expect(weak).toEqual([])
  })
})
