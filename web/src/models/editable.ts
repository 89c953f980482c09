/** Which messages can still be changed by whoever has written them. */
import type { MessageRow } from '../engine/rpc'

/** Hours, until the server has told its own number. */
const USUAL_HOURS = 48
const HOUR_MS = 3_600_000

/** Is it the reader's own, in their own words, and not too long ago? Near the end it is the server that says no.
 *  @param hours how long the server takes changes; 0: for ever */
export const editable = (row: MessageRow, hours = USUAL_HOURS, now = Date.now()): boolean =>
  row.own && !row.deleted && !row.forward && !row.poll && (!hours || now - row.at <= hours * HOUR_MS)
