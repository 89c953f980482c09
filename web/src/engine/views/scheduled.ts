/** What the user has scheduled in a chat, what waits in the outbox included. */
import type { Engine } from '../engine'
import type { ScheduledRow } from '../later'
import { scheduled } from '../outbox/later'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class ScheduledView implements OpenView {
  #rows: readonly ScheduledRow[]

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    readonly emit: Emit<ScheduledRow>,
  ) {
    this.#rows = this.#read()
    emit([['set', this.#rows]])
  }

  touch({ chats, changes }: Touched): void {
    if (!changes?.account && ![...(chats ?? [])].includes(this.chat)) return
    const rows = this.#read()
    if (alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(): ScheduledRow[] {
    const { replica, outbox } = this.engine
    return scheduled(this.chat, replica.scheduled.values(), outbox.jobs.values())
  }
}
