/** The language on screen: its dictionary, loaded part by part as it is needed, replaced without a reload. */
import { untrack } from 'svelte'

import type { Messages } from './en'
import type { Door } from './en/door'
import type { First } from './en/first'
import type { Rest } from './en/rest'
import type { Locale } from './plural'

/** What is loaded with the language, and what only once something needs it. */
type Parts = {
  first: () => Promise<{ default: First }>
  door: () => Promise<{ default: Door }>
  rest: () => Promise<{ default: Rest }>
}

const PARTS: Record<Locale, Parts> = {
  ru: {
    first: () => import('./ru/first'),
    door: () => import('./ru/door'),
    rest: () => import('./ru/rest'),
  },
  en: {
    first: () => import('./en/first'),
    door: () => import('./en/door'),
    rest: () => import('./en/rest'),
  },
}

/** Each language named in itself. */
export const names: Record<Locale, string> = { ru: 'Русский', en: 'English' }

class Language {
  locale = $state.raw<Locale>('en')
  #words = $state.raw<Messages | null>(null)
  #later = new Map<'door' | 'rest', Promise<void>>()

  /** The words of the current language; those of the way in and the rest once they have been awaited. */
  get t(): Messages {
    if (!this.#words) throw new Error('no language is loaded')
    return this.#words
  }

  /** Loads a language and shows it everywhere at once; awaited before anything is drawn. */
  async choose(locale: Locale): Promise<void> {
    const parts = ['first', ...this.#later.keys()] as const
    const loaded = await Promise.all(parts.map((part) => PARTS[locale][part]()))
    // The type promises what comes when it is asked for.
    this.#words = Object.assign({}, ...loaded.map((part) => part.default)) as Messages
    this.locale = locale
    if (typeof document !== 'undefined') document.documentElement.lang = locale
  }

  /** Loads the words of the way in, and of refusals; a failed load is tried again by the next call. */
  door(): Promise<void> {
    return this.#load('door')
  }

  /** Loads all words; a failed load is tried again by the next call. */
  async whole(): Promise<void> {
    await Promise.all([this.#load('door'), this.#load('rest')])
  }

  #load(part: 'door' | 'rest'): Promise<void> {
    const known = this.#later.get(part)
    if (known) return known
    const coming = this.#fetch(part).catch((reason: unknown) => {
      this.#later.delete(part)
      throw reason
    })
    this.#later.set(part, coming)
    return coming
  }

  async #fetch(part: 'door' | 'rest'): Promise<void> {
    // Whatever waits for these words is not drawn anew because they have come.
    const locale = untrack(() => this.locale)
    const { default: words } = await PARTS[locale][part]()
    // Another language has brought its own meanwhile.
    // In place: what is on screen has its words already, and is not drawn anew because others have come.
    if (this.locale === locale) Object.assign(this.t, words)
  }
}

export const lang = new Language()

/** Waits for a part of the page that is seldom opened, and for its words. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, lang.whole()])
  return loaded
}

/** Waits for a page of the way in, and for its words. */
export async function withDoor<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, lang.door()])
  return loaded
}
