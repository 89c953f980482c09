/** What the server has refused of that which is done without waiting for it: each is told once, to whoever looks. */
import type { RefusalRow } from '../rpc'
import type { Emit, OpenView, Touched } from './view'

export class RefusalsView implements OpenView {
  #told = 0

  constructor(readonly emit: Emit<RefusalRow>) {
    emit([['set', []]])
  }

  touch({ refused }: Touched): void {
    if (refused) this.emit([['put', { key: String(++this.#told), ...refused }]])
  }
}
