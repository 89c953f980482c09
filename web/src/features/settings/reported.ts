/** Reports put together by whom they are about. */
import type { Named, Report } from '../../engine/rpc'

export type Reported = Readonly<{ person: Named; bannedUntil: number; reports: readonly Report[] }>

/** Everybody who is reported, in the order of the newest report about each; reports keep their order. */
export function byPerson(reports: readonly Report[]): Reported[] {
  const found = new Map<string, Report[]>()
  for (const report of reports) found.set(report.person.id, [...(found.get(report.person.id) ?? []), report])
  return [...found.values()].flatMap((about) => {
    const [newest] = about
    return newest ? { person: newest.person, bannedUntil: newest.bannedUntil, reports: about } : []
  })
}
