/** All emoji, loaded when they are first needed: their groups, skin tones, and search by name in both languages. */
import { fold, latin, readings } from '../i18n/fold'
import type { Locale } from '../i18n/plural'
import type { EmojiRow } from './row'

/** `label` of a language is its name there. */
export type Emoji = Readonly<{
  emoji: string
  group: number
  toned: boolean
  label: Readonly<Record<Locale, string>>
}>

export const GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const

type Known = Readonly<{ names: readonly string[]; words: readonly string[] }>

export class EmojiBook {
  readonly all: readonly Emoji[]
  readonly #known: readonly Known[]
  readonly #by: ReadonlyMap<string, Emoji>

  constructor(rows: readonly EmojiRow[]) {
    this.all = rows.map(([emoji, group, toned, en, ru]) => ({
      ...{ emoji, group, toned: toned === 1, label: { en, ru } },
    }))
    this.#known = rows.map(([, , , en, ru, words]) => {
      const names = [fold(en), fold(ru)]
      const all = [...names, fold(words)].join(' ').split(/\s+/)
      return { names, words: [...new Set([...all, ...all.map(latin)])] }
    })
    this.#by = new Map(this.all.map((one) => [bare(one.emoji), one]))
  }

  /** The one that this is, whatever its tone. */
  find(emoji: string): Emoji | undefined {
    return this.#by.get(bare(emoji))
  }

  /** The emoji all words of the query are about, in any language or keyboard layout; the best named first. */
  search(query: string, most = Infinity): Emoji[] {
    const found = new Set<number>()
    for (const reading of readings(query)) {
      const wanted = reading.split(/\s+/)
      const hits = this.#known.flatMap((known, i) => {
        const hit = wanted.every((part) => known.words.some((word) => word.startsWith(part)))
        return hit ? { i, rank: rank(known, reading) } : []
      })
      for (const { i } of hits.sort((a, b) => a.rank - b.rank || a.i - b.i)) found.add(i)
      // Another layout is tried only if this one says nothing.
      if (found.size > 0) break
    }
    return [...found].slice(0, most).flatMap((i) => this.all[i] ?? [])
  }
}

/** Without skin tones and selectors of a form. */
const bare = (emoji: string) => emoji.replace(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, '')

/** Named so; its name begins so; a word of its name does; it is only about it. */
function rank({ names, words }: Known, reading: string): number {
  if (names.includes(reading) || words.includes(reading)) return names.includes(reading) ? 0 : 1
  if (names.some((name) => name.startsWith(reading))) return 2
  return names.some((name) => name.includes(` ${reading}`)) ? 3 : 4
}

let loading: Promise<EmojiBook> | undefined

/** All emoji; a failed load is tried again by the next call. */
export function emojiBook(): Promise<EmojiBook> {
  loading ??= import('virtual:emoji').then(({ default: rows }) => new EmojiBook(rows))
  loading.catch(() => (loading = undefined))
  return loading
}
