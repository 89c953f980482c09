/** Picks the plural form of a noun; forms are named as in CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules). */

export type Locale = 'ru' | 'en'

/** `other` is also the form after a fraction ("1,5 сообщения"). */
export type Forms = Readonly<{ one: string; few?: string; many?: string; other: string }>

const rules: Record<Locale, Intl.PluralRules> = {
  ru: new Intl.PluralRules('ru'),
  en: new Intl.PluralRules('en'),
}

/** The form of `forms` that goes with `n`. */
export function plural(locale: Locale, n: number, forms: Forms): string {
  const form = rules[locale].select(n)
  return form === 'zero' || form === 'two' ? forms.other : (forms[form] ?? forms.other)
}
