/** The language on screen: one dictionary, loaded when it is chosen, replaced without a reload. */
import type { Messages } from './en'
import type { Locale } from './plural'

const load: Record<Locale, () => Promise<{ default: Messages }>> = {
  ru: () => import('./ru'),
  en: () => import('./en'),
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

  /** The words of the current language; `choose` has been awaited before anything is drawn. */
  get t(): Messages {
    if (!this.#words) throw new Error('no language is loaded')
    return this.#words
  }

  /** Loads a language and shows it everywhere at once. */
  async choose(locale: Locale): Promise<void> {
    this.#words = (await load[locale]()).default
    this.locale = locale
    if (typeof document !== 'undefined') document.documentElement.lang = locale
  }
}

export const lang = new Language()
