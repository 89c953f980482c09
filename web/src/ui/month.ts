/** The days of a month as a calendar lays them out, and where keys lead in it; weeks begin on Monday. */

export type Month = Readonly<{ year: number; month: number }>

/** Weeks of seven: days of the month by number, null where the week reaches out of it. */
export function weeks({ year, month }: Month): (number | null)[][] {
  const before = (new Date(year, month, 1).getDay() + 6) % 7
  const days = new Date(year, month + 1, 0).getDate()
  const cells = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: days }, (_, i) => i + 1),
  ]
  while (cells.length % 7 > 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7))
}

/** The beginning of the local day that holds a moment. */
export function midnight(ms: number): Date {
  return new Date(new Date(ms).setHours(0, 0, 0, 0))
}

/** The day that a key leads to from `at`, local midnight; null for other keys. */
export function dayBy(key: string, at: Date): Date | null {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]
  if (by !== undefined) return new Date(at.getFullYear(), at.getMonth(), at.getDate() + by)
  const months = { PageUp: -1, PageDown: 1 }[key]
  if (months === undefined) return null
  const last = new Date(at.getFullYear(), at.getMonth() + months + 1, 0).getDate()
  return new Date(at.getFullYear(), at.getMonth() + months, Math.min(at.getDate(), last))
}
