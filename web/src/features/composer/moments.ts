/** Moments at which a message may be sent later. */

const HOUR_MS = 3_600_000
/** As far ahead as the server takes it. */
const MOST_MS = 366 * 24 * HOUR_MS

export type Moment = Readonly<{ id: 'hour' | 'evening' | 'morning'; at: number }>

/** The usual ones, by the reader's clock: this evening only while it is more than an hour away. */
export function usual(now: number): Moment[] {
  const today = new Date(now)
  const on = (days: number, hour: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, hour).getTime()
  const evening = on(0, 18)
  return [
    { id: 'hour', at: now + HOUR_MS },
    ...(evening - now > HOUR_MS ? [{ id: 'evening' as const, at: evening }] : []),
    { id: 'morning', at: on(1, 9) },
  ]
}

/** `09:05` of a local day; null if that is no time, is over, or is too far ahead. */
export function momentOf(day: Date, clock: string, now: number): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? []
  if (hours === undefined || minutes === undefined) return null
  const at = new Date(day).setHours(Number(hours), Number(minutes), 0, 0)
  return at > now && at <= now + MOST_MS ? at : null
}

/** What a field for a time of day shows of a moment: `09:05`. */
export function clockOf(at: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(new Date(at).getHours())}:${two(new Date(at).getMinutes())}`
}
