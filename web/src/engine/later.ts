/** Messages that are to be sent later: types only. */
import type { ErrorCode, MessageId, Millis } from './rpc'

/** One message of the user's that waits for its moment; the earliest comes first. */
export type ScheduledRow = Readonly<{
  key: MessageId
  text: string
  at: Millis
  /** Why it was not sent at its moment, or not taken by the server. */
  error: ErrorCode | null
  /** The server has not heard of this yet. */
  waiting: boolean
}>

/** What is to become of one. */
export type LaterChange =
  | Readonly<{ t: 'make'; text: string; reply: MessageId | null; at: Millis }>
  /** What is absent stays as it is. */
  | Readonly<{ t: 'change'; text?: string; at?: Millis }>
  | Readonly<{ t: 'cancel' }>
  | Readonly<{ t: 'send' }>
