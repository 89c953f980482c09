/** What an engine tells whoever has opened it: types only. */
import type { Touched } from './views/view'

export interface Hooks {
  touched(touched: Touched): void
  /** What the page calls somebody whose account was deleted. */
  gone?(): string
  /** The session is over: the same user must sign in again. */
  ended(): void
  /** The disk refused a transaction, or the database was taken away: all must be read again. */
  broken(): void
}
