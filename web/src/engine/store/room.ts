/** Whether this device can store anything, after it could not: what can be fetched again makes room, and a trial tells. */
import type { Engine } from '../engine'
import type { Limits } from './evict'

/** What stays of the history where every byte counts. */
const TIGHT: Limits = { chat: 200, all: 5_000, least: 50 }
/** Characters that must find room before anything else is tried: less would be used up by the next few messages. */
const TRIAL = 1 << 16

/** Removes old messages that the server has, too. Rejects if the disk refuses even that. */
export async function makeRoom(engine: Engine): Promise<void> {
  await engine.clearCache(TIGHT)
}

/** Stores what waited for room. Rejects if there is none. */
export async function useRoom({ db, outbox }: Engine): Promise<void> {
  await db.put('meta', 'x'.repeat(TRIAL), 'trial')
  await db.delete('meta', 'trial')
  await outbox.release()
}
