/** Which messages can still be changed by whoever has written them. */
import type { MessageRow } from '../engine/rpc'

/** Two days, by the server's clock; near the end it is the server that says no. */
const EDITABLE_MS = 48 * 3_600_000

/** Is it the reader's own, in their own words, and not long ago? */
export const editable = (row: MessageRow, now = Date.now()): boolean =>
  row.own && !row.deleted && !row.forward && !row.poll && now - row.at <= EDITABLE_MS
