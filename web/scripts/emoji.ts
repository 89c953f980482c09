/** Vite plugin: the module `virtual:emoji`, all emoji with their Russian and English names in one JSON text. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Plugin } from 'vite'

import type { EmojiRow } from '../src/emoji/row.ts'

/** Newer emoji than these are missing from the fonts of systems that are two years old. */
const NEWEST = 15.1
/** Skin tones and hair styles by themselves. */
const PARTS = 2

type Source = {
  hexcode: string
  unicode: string
  label: string
  tags?: string[]
  group?: number
  order?: number
  skins?: unknown[]
}

const require = createRequire(import.meta.url)
const read = <T>(path: string): T =>
  JSON.parse(readFileSync(require.resolve(`emojibase-data/${path}.json`), 'utf8')) as T

/** One row for each emoji, in the usual order of groups. */
export function rows(): EmojiRow[] {
  const english = read<Source[]>('en/compact')
  const versions = new Map(
    read<{ hexcode: string; version: number }[]>('en/data').map(({ hexcode, version }) => [hexcode, version]),
  )
  const russian = new Map(read<Source[]>('ru/compact').map((source) => [source.hexcode, source]))
  const codes = read<Record<string, string | string[]>>('en/shortcodes/github')
  return english
    .filter(({ group }) => group !== undefined && group !== PARTS)
    .filter(({ hexcode }) => (versions.get(hexcode) ?? Infinity) <= NEWEST)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ hexcode, unicode, label, tags = [], group = 0, skins }) => {
      const ru = russian.get(hexcode)
      const names = [label, ru?.label ?? label]
      const words = [...[codes[hexcode] ?? []].flat(), ...tags, ...(ru?.tags ?? [])]
      const known = names.join(' ').split(' ')
      const more = [...new Set(words)].filter((word) => !known.includes(word)).join(' ')
      // Fully qualified as Unicode has it: no selector after what is coloured by itself.
      const emoji = unicode.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')
      return [emoji, group > PARTS ? group - 1 : group, skins ? 1 : 0, label, ru?.label ?? label, more]
    })
}

const NAME = 'virtual:emoji'

export function emoji(): Plugin {
  return {
    name: 'molva-emoji',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    // Browsers read a JSON text faster than the same as a program.
    load: (id) =>
      id === `\0${NAME}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(rows()))})` : null,
  }
}
