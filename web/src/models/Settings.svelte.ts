/** How the interface looks and works on this device. Read before the first paint by public/early.js. */
import { MediaQuery } from 'svelte/reactivity'

import { clock, HOURS, type Hours } from '../i18n/clock'
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
  /** Do one's own messages stand where all others do, without bubbles? */
  allLeft = $state(false)
  /** Are the rows of the list of chats lower? */
  compact = $state(false)
  /** Is there to be less movement than the system asks for? */
  calm = $state(false)
  hours = $state<Hours>('auto')
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
    this.allLeft = keep.getItem(`${KEY}bubbles`) === 'left'
    this.compact = keep.getItem(`${KEY}density`) === 'compact'
    this.calm = keep.getItem(`${KEY}motion`) === 'less'
    this.hours = HOURS.find((hours) => hours === keep.getItem(`${KEY}clock`)) ?? 'auto'
    clock.hours = () => this.hours
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

  setAllLeft(on: boolean): void {
    this.allLeft = on
    this.#store('bubbles', on ? 'left' : null)
  }

  setCompact(on: boolean): void {
    this.compact = on
    this.#store('density', on ? 'compact' : null)
  }

  setCalm(on: boolean): void {
    this.calm = on
    this.#store('motion', on ? 'less' : null)
  }

  setHours(hours: Hours): void {
    this.hours = hours
    this.#store('clock', hours === 'auto' ? null : hours)
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
    const marks = {
      theme: this.theme !== 'system' && this.theme,
      accent: this.accent !== 'iris' && this.accent,
      bubbles: this.allLeft && 'left',
      density: this.compact && 'compact',
      motion: this.calm && 'less',
    }
    for (const [name, mark] of Object.entries(marks)) {
      if (mark) dataset[name] = mark
      else Reflect.deleteProperty(dataset, name)
    }
    style.setProperty('--font-scale', String(this.scale))
  }
}

function within(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) && value > 0 ? Math.min(most, Math.max(least, value)) : otherwise
}
