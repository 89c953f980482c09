/** What the page tells the engine in passing: types only. */
import type { ChatId } from './rpc'

/** Signals: sent if there is a connection, else dropped. */
export type Signal =
  | { t: 'typing'; chat: ChatId }
  | { t: 'visible'; visible: boolean }
  | { t: 'reconnect' }
  /** What the page's language calls somebody whose account was deleted. */
  | { t: 'words'; gone: string }
