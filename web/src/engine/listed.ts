/** What stands in lists of its own: what is pinned, what was refused, what a search has found. Types only. */
import type { ErrorCode, MessageId, Millis, UserId } from './rpc'

/** A message that is pinned, oldest first. */
export type PinRow = Readonly<{ key: MessageId; from: UserId; name: string; text: string; at: Millis }>

/** Something that was done here at once and that the server has refused: a code of the catalogue with its numbers. */
export type RefusalRow = Readonly<{
  key: string
  code: ErrorCode
  params: Readonly<Record<string, string | number>>
}>

/** A message that a search has found; newest first. The edges tell by `loading` whether it goes on. */
export type HitRow = Readonly<{ key: MessageId; pos: number; at: Millis }>
