/** How the user keeps chats in the list: types only. */
import type { Millis } from './rpc'

/** How the user keeps a chat in the list, for themselves alone. */
export type Kept = Readonly<{
  /** Nothing announces its messages now. */
  muted: boolean
  /** Place among the pinned chats, the smallest at the top. */
  pinned: number | null
  /** In the archive now: a new message brings it out, unless it is muted. */
  archived: boolean
  /** Marked as unread, and nothing in it is. */
  marked: boolean
}>

/** What is absent stays as it is; a `mutedUntil` of 0 lets it be heard again. */
export type KeptChange = Readonly<{
  mutedUntil?: Millis
  pinned?: boolean
  archived?: boolean
  marked?: boolean
}>
