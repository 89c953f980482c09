/** Dates, times, numbers and lists in the reader's language; every `Intl` object is made once. */
import { clock, type Hours } from './clock'
import type { Locale } from './plural'

const NBSP = '\u00a0'
const DAY_MS = 86_400_000

const cache = new Map<string, Intl.DateTimeFormat>()

function dates(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`
  let found = cache.get(key)
  if (!found) cache.set(key, (found = new Intl.DateTimeFormat(locale, options)))
  return found
}

/** Local midnight of the day that holds `at`. */
function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** Whole local days from `at` to `now`; daylight saving time does not matter. */
export function daysAgo(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS)
}

/** `14:32`, or `2:32 PM`, as the reader's clock goes. */
export function time(locale: Locale, at: number, hours: Hours = clock.hours()): string {
  if (clock.halves(locale, hours))
    return dates(locale, 'time-12', { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }).format(at)
  // The same in both languages; on each message and chat in sight, so not asked of `Intl`.
  const date = new Date(at)
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

const twoDigits = (n: number) => String(n).padStart(2, '0')

/** As in the chat list: today `14:32`, this week `пт`, this year `21 ноя`, else `21.11.25`. */
export function shortDate(locale: Locale, at: number, now: number): string {
  const days = daysAgo(at, now)
  if (days <= 0) return time(locale, at)
  if (days < 7) return dates(locale, 'weekday', { weekday: 'short' }).format(at)
  if (sameYear(at, now))
    return dates(locale, 'short', { day: 'numeric', month: 'short' }).format(at).replace('.', '')
  return dates(locale, 'old', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(at)
}

/** As between the days of a chat: `21 ноября`, `21 ноября 2025 г.`; today and yesterday are words of the dictionary. */
export function longDate(locale: Locale, at: number, now: number): string {
  const day = sameYear(at, now)
    ? dates(locale, 'day', { day: 'numeric', month: 'long' })
    : dates(locale, 'year', { day: 'numeric', month: 'long', year: 'numeric' })
  return day.format(at).replaceAll(' ', NBSP)
}

/** `ноябрь 2026`; with the day `суббота, 21 ноября 2026 г.`. */
export function monthName(locale: Locale, date: Date, day = false): string {
  if (day) return dates(locale, 'weekday-long', { dateStyle: 'full' }).format(date)
  const { format } = dates(locale, 'month', { month: 'long', year: 'numeric' })
  return format(date).replace(' г.', '')
}

/** The days of the week from Monday on. */
export function weekdays(locale: Locale): { short: string; long: string }[] {
  const monday = (i: number) => new Date(2024, 0, 1 + i)
  return Array.from({ length: 7 }, (_, i) => ({
    short: dates(locale, 'weekday', { weekday: 'short' }).format(monday(i)),
    long: dates(locale, 'weekday-name', { weekday: 'long' }).format(monday(i)),
  }))
}

/** Date and time in full, for a tooltip. */
export function fullDate(locale: Locale, at: number): string {
  const [name, hourCycle] = clock.halves(locale, clock.hours())
    ? (['full-12', 'h12'] as const)
    : (['full', 'h23'] as const)
  return dates(locale, name, { dateStyle: 'long', timeStyle: 'short', hourCycle }).format(at)
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear()
}

const numbers: Record<Locale, Intl.NumberFormat> = {
  ru: new Intl.NumberFormat('ru'),
  en: new Intl.NumberFormat('en'),
}

/** `1 234,5`. */
export function num(locale: Locale, n: number): string {
  return numbers[locale].format(n)
}

const lists: Record<Locale, Intl.ListFormat> = {
  ru: new Intl.ListFormat('ru'),
  en: new Intl.ListFormat('en'),
}

/** `Аня, Игорь и Ольга`. */
export function list(locale: Locale, names: readonly string[]): string {
  return lists[locale].format(names)
}

const collators: Record<Locale, Intl.Collator> = {
  ru: new Intl.Collator('ru', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
}

/** Order of names: negative, zero or positive. */
export function compareNames(locale: Locale, a: string, b: string): number {
  return collators[locale].compare(a, b)
}

/** `0:45`. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`
}

/** A size in bytes in the unit that suits it: `3.4 MB`. */
export function bytes(locale: Locale, n: number): string {
  const step = n < 1e6 ? 0 : n < 1e9 ? 1 : 2
  const unit = (['kilobyte', 'megabyte', 'gigabyte'] as const)[step] ?? 'gigabyte'
  const value = n / 1000 ** (step + 1)
  const digits = value < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}
