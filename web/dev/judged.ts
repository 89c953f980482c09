/** Reports and deeds of the small world: open and closed, with and without words, a message that is gone, a ban. */
import type { Deed, Named, Report } from '../src/engine/rpc'
import { NOW, people } from './world'

const HOUR = 3_600_000
const { anya, igor, olga, lena } = people
const named = ({ id, name, username }: Named): Named => ({ id, name, username })

const report = (n: number, person: Named, reporter: Named, change: Partial<Report>): Report => ({
  ...{ id: `report-${String(n)}`, person: named(person), reporter: named(reporter), at: NOW - n * HOUR },
  ...{ reason: 'spam', comment: '', text: null, gone: false, settled: false, bannedUntil: 0 },
  ...change,
})

export const reports: Report[] = [
  report(1, igor, anya, {
    ...{ reason: 'fraud', text: 'Переведите задаток на **эту** карту сегодня, потом будет дороже' },
    comment: 'Пишет это всем в кооперативе подряд, никакой карты у нас нет.',
  }),
  report(2, igor, olga, { gone: true }),
  report(3, lena, anya, { reason: 'abuse', comment: 'Grobheiten im Chat', bannedUntil: NOW + 30 * HOUR }),
  report(60, olga, igor, { reason: 'other', settled: true }),
]

export const deeds: Deed[] = [
  { id: 'deed-1', kind: 'banned', person: named(lena), at: NOW - HOUR, by: null, until: NOW + 30 * HOUR },
  {
    id: 'deed-2',
    kind: 'ban_lifted',
    person: named(igor),
    at: NOW - 50 * HOUR,
    by: named(people.kirill),
    until: 0,
  },
  {
    id: 'deed-3',
    kind: 'reports_dismissed',
    person: named(olga),
    at: NOW - 55 * HOUR,
    by: named(people.kirill),
    until: 0,
  },
]
