/** How the interface looks on this device: theme, accent, size of text, language. Read before the first paint by public/theme.js. */
import { MediaQuery } from 'svelte/reactivity'

import { lang } from '../i18n/language.svelte'
import type { Locale } from '../i18n/plural'

export const THEMES = ['system', 'light', 'dark', 'midnight'] as const
export const ACCENTS = ['iris', 'blue', 'teal', 'green', 'amber', 'red', 'plum', 'graphite'] as const
export type Theme = (typeof THEMES)[number]
export type Accent = (typeof ACCENTS)[number]

/** What is needed of `localStorage`. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What is needed of `document.documentElement`. */
export type Root = { dataset: DOMStringMap; style: Pick<CSSStyleDeclaration, 'setProperty'> }

const KEY = 'molva.'
const darkSystem = new MediaQuery('prefers-color-scheme: dark')

export class Settings {
  theme = $state<Theme>('system')
  accent = $state<Accent>('iris')
  /** Size of text, 1 is the browser's own. */
  scale = $state(1)
  /** Does only Ctrl+Enter send, and Enter break the line? */
  ctrlSends = $state(false)
  /** Null follows the system. */
  locale = $state<Locale | null>(null)
  /** Width of the list pane in pixels. */
  listWidth = $state(340)

  constructor(
    readonly keep: Keep,
    readonly root: Root,
    readonly systemLocale: string,
  ) {
    this.theme = THEMES.find((theme) => theme === keep.getItem(`${KEY}theme`)) ?? 'system'
    this.accent = ACCENTS.find((accent) => accent === keep.getItem(`${KEY}accent`)) ?? 'iris'
    this.scale = within(Number(keep.getItem(`${KEY}scale`) ?? 1), 0.875, 1.5, 1)
    this.listWidth = within(Number(keep.getItem(`${KEY}list`) ?? 340), 260, 440, 340)
    this.ctrlSends = keep.getItem(`${KEY}ctrl-sends`) === '1'
    const locale = keep.getItem(`${KEY}locale`)
    this.locale = locale === 'ru' || locale === 'en' ? locale : null
    this.#show()
  }

  get shownLocale(): Locale {
    return this.locale ?? (/^(ru|be|uk|kk)\b/.test(this.systemLocale) ? 'ru' : 'en')
  }

  /** Is the interface dark now? */
  get dark(): boolean {
    return this.theme === 'system' ? darkSystem.current : this.theme !== 'light'
  }

  setTheme(theme: Theme): void {
    this.theme = theme
    this.#store('theme', theme === 'system' ? null : theme)
  }

  setAccent(accent: Accent): void {
    this.accent = accent
    this.#store('accent', accent === 'iris' ? null : accent)
  }

  setScale(scale: number): void {
    this.scale = within(scale, 0.875, 1.5, 1)
    this.#store('scale', this.scale === 1 ? null : String(this.scale))
  }

  setCtrlSends(on: boolean): void {
    this.ctrlSends = on
    this.#store('ctrl-sends', on ? '1' : null)
  }

  setListWidth(width: number): void {
    this.listWidth = within(Math.round(width), 260, 440, 340)
    this.#store('list', String(this.listWidth))
  }

  async setLocale(locale: Locale | null): Promise<void> {
    this.locale = locale
    this.#store('locale', locale)
    await lang.choose(this.shownLocale)
  }

  #store(name: string, value: string | null): void {
    if (value === null) this.keep.removeItem(KEY + name)
    else this.keep.setItem(KEY + name, value)
    this.#show()
  }

  #show(): void {
    const { dataset, style } = this.root
    if (this.theme === 'system') delete dataset.theme
    else dataset.theme = this.theme
    if (this.accent === 'iris') delete dataset.accent
    else dataset.accent = this.accent
    style.setProperty('--font-scale', String(this.scale))
  }
}

function within(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) && value > 0 ? Math.min(most, Math.max(least, value)) : otherwise
}
