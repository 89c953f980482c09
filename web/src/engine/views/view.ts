/** What every view is: rows that are shown somewhere and kept up to date. */
import type { Edge, Anchor, Edges, Op, RefusalRow } from '../rpc'
import type { Changes } from '../sync/changes'

/** Something happened that views may show. */
export interface Touched {
  /** Chats whose heads or messages may look different. */
  chats?: Iterable<string>
  /** What a transaction changed, with the messages themselves. */
  changes?: Changes
  /** The connection's state, or how much waits to be sent. */
  connection?: true
  /** What waits to be done with the folders. */
  folders?: true
  /** The server has refused what was done here already. */
  refused?: Omit<RefusalRow, 'key'>
  /** Who is signed in. */
  session?: true
  /** Where else the user is signed in. */
  devices?: true
}

export type Emit<R> = (ops: readonly Op<R>[], edges?: Edges) => void

export interface OpenView {
  touch(touched: Touched): void
  more?(edge: Edge): void
  trim?(first: string, last: string): void
  jump?(at: Anchor): void
  close?(): void
}
