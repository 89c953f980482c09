/** How hours are written: as the language and the system do, or as the reader chose. */
import type { Locale } from './plural'

export const HOURS = ['auto', '12', '24'] as const
export type Hours = (typeof HOURS)[number]

/** Asked once: every time on screen needs it, and the answer is slow. */
let cycle: string | undefined
const system = () =>
  (cycle ??= new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hourCycle ?? 'h23')

export const clock = {
  /** Asked anew for each time that is written, so that a change shows wherever a time stands. */
  hours: (): Hours => 'auto',

  /** Is the day written in two halves? In Russian nobody does unless asked. */
  halves(locale: Locale, hours: Hours): boolean {
    if (hours !== 'auto') return hours === '12'
    return locale === 'en' && system().startsWith('h1')
  },
}
