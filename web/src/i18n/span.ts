/** Lengths of time in words. */
import type { Locale } from './plural'

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** Whole seconds in the largest unit that they fill: `7 дней`, `90 minutes`. */
export function span(locale: Locale, seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds % each === 0) ?? (['second', 1] as const)
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(seconds / length).replaceAll(' ', '\u00a0')
}
