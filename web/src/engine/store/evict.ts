/** Keeps the database small: the oldest messages of a chat go first, and of those chats that were silent longest. */
import type { Place } from '../sync/place'
import { size, type Ranges } from '../sync/ranges'
import type { Replica } from '../sync/replica'

export interface Limits {
  /** Messages of one chat. */
  chat: number
  /** Messages of all chats together. */
  all: number
  /** Messages that every chat keeps. */
  least: number
}

export const LIMITS: Limits = { chat: 2000, all: 100_000, least: 50 }

/** Where the newest `keep` of the messages begin. */
export function cut(ranges: Ranges, keep: number): number {
  let left = keep
  for (const [from, to] of ranges.toReversed()) {
    const here = to - from + 1
    if (here >= left) return to - left + 1
    left -= here
  }
  return 0
}

/** Removes what is over the limits; open chats and one's own notes stay whole. Resolves to how many were removed. */
export async function evict(replica: Replica, open: ReadonlySet<string>, limits = LIMITS): Promise<number> {
  const places = [...replica.places.values()].sort(
    (a, b) => (a.record.last?.sent_at ?? 0) - (b.record.last?.sent_at ?? 0),
  )
  let all = places.reduce((sum, place) => sum + size(place.record.ranges), 0)
  const before = all
  for (const place of places) {
    if (place.record.chat?.kind === 'saved' || open.has(place.record.id)) continue
    const here = size(place.record.ranges)
    const keep = Math.max(limits.least, Math.min(limits.chat, here - Math.max(0, all - limits.all)))
    if (here <= keep) continue
    all -= here - keep
    await drop(replica, place, cut(place.record.ranges, keep))
  }
  return before - all
}

function drop(replica: Replica, place: Place, below: number): Promise<void> {
  return replica.transact(async (writer) => writer.forgetOlder(place, below))
}
