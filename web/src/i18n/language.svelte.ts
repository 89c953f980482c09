/** The language on screen: its dictionary, loaded in two parts when it is chosen, replaced without a reload. */
import { untrack } from 'svelte'

import type { Messages } from './en'
import type { First } from './en/first'
import type { Rest } from './en/rest'
import type { Locale } from './plural'

const loadFirst: Record<Locale, () => Promise<{ default: First }>> = {
  ru: () => import('./ru/first'),
  en: () => import('./en/first'),
}
const loadRest: Record<Locale, () => Promise<{ default: Rest }>> = {
  ru: () => import('./ru/rest'),
  en: () => import('./en/rest'),
}

const own = (locale: Locale) => new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale

/** Each language named in itself, as a title. */
export const names: Record<Locale, string> = { ru: title('ru', own('ru')), en: title('en', own('en')) }

function title(locale: Locale, word: string): string {
  return word.slice(0, 1).toLocaleUpperCase(locale) + word.slice(1)
}

class Language {
  locale = $state.raw<Locale>('en')
  #words = $state.raw<Messages | null>(null)
  #rest: Promise<unknown> | null = null

  /** The words of the current language; those of `rest` once `whole` has been awaited. */
  get t(): Messages {
    if (!this.#words) throw new Error('no language is loaded')
    return this.#words
  }

  /** Loads a language and shows it everywhere at once; awaited before anything is drawn. */
  async choose(locale: Locale): Promise<void> {
    const [first, rest] = await Promise.all([
      loadFirst[locale](),
      this.#rest ? loadRest[locale]() : { default: {} },
    ])
    // The type promises what `whole` brings before it is asked for.
    this.#words = { ...first.default, ...rest.default } as Messages
    this.locale = locale
    if (typeof document !== 'undefined') document.documentElement.lang = locale
  }

  /** Loads the words that are seldom needed; a failed load is tried again by the next call. */
  async whole(): Promise<void> {
    // Whatever waits for these words is not drawn anew because they have come.
    const locale = untrack(() => this.locale)
    this.#rest ??= loadRest[locale]().then(({ default: rest }) => {
      // Another language has brought its own meanwhile.
      if (this.locale === locale) this.#words = { ...this.t, ...rest }
    })
    await this.#rest.catch((reason: unknown) => {
      this.#rest = null
      throw reason
    })
  }
}

export const lang = new Language()

/** Waits for a part of the page that is seldom opened, and for its words. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, lang.whole()])
  return loaded
}
