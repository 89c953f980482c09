/** How a waiting command is shown to the page. */
import type { ChatId, ErrorCode, MessageId, Millis } from '../rpc'
import type { Task } from '../store/schema'

/** A command that the server has not answered yet, or has refused: `error` says why. */
export type OutboxRow = Readonly<{
  key: string
  chat: ChatId
  id: MessageId
  kind: Exclude<Task['t'], 'read' | 'keep' | 'order' | 'folders' | 'hide' | 'clear'>
  text: string
  at: Millis
  error: ErrorCode | null
  /** It is on its way and may have arrived: it cannot be taken back here. */
  sure: boolean
}>
