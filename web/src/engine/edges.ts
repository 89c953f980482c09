/** Where a timeline's window opens, and where it ends: types only. */
import type { MessageId, Millis } from './rpc'

type Around = { at: 'message'; id: MessageId } | { at: 'place'; pos: number } | { at: 'time'; ms: Millis }
/** Where a timeline opens: at the first unread message (or the end), at the end, around a message or a time. */
export type Anchor = { at: 'unread' } | { at: 'end' } | Around
export type Edge = 'start' | 'end'

/**
 * The edges of a timeline's window; `unread` is the first unread message when the view was opened. `missing`: there is
 * no message that the last jump was to, for this reader.
 */
export type Edges = Readonly<{
  atStart: boolean
  atEnd: boolean
  loading: Edge | null
  unread: MessageId | null
  missing?: true
}>
