/** Looks through the messages of a chat that are on this device, the newest first, a batch at a time. */
import type { Message } from '../../api/schema'
import type { Needle } from '../../i18n/needle'
import type { Database } from '../store/schema'
import { stretch } from '../store/schema'
import type { Ranges } from '../sync/ranges'

/** Messages of one read: many enough to be quick, few enough that the first hit does not wait. */
const BATCH = 1_000

/** The messages that have what is searched for, newest first; each step is one batch, perhaps without any. */
export async function* scan(
  db: Database,
  chat: string,
  ranges: Ranges,
  needle: Needle,
): AsyncGenerator<Message[], void> {
  for (const [first, last] of ranges.toReversed()) {
    for (let to = last; to >= first; to -= BATCH) {
      const batch = await db.getAll('messages', stretch(chat, Math.max(first, to - BATCH + 1), to))
      yield batch
        .filter((message) => !message.deleted && !message.service && needle.isIn(message.text))
        .reverse()
    }
  }
}
