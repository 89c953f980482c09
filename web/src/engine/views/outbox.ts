/** What waits to be sent or was refused, in all chats, in the order in which it was written. */
import type { Engine } from '../engine'
import type { OutboxRow } from '../outbox/row'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class OutboxView implements OpenView {
  #rows: OutboxRow[]

  constructor(
    readonly engine: Engine,
    readonly emit: Emit<OutboxRow>,
  ) {
    this.#rows = this.#read()
    emit([['set', this.#rows]])
  }

  touch({ chats }: Touched): void {
    if (!chats) return
    const rows = this.#read()
    if (alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(): OutboxRow[] {
    return [...this.engine.outbox.jobs.values()].flatMap(({ n, chat, id, task, at, tried, failed }) => {
      if (task.t === 'read' || task.t === 'keep' || task.t === 'order') return []
      if (task.t === 'folders' || task.t === 'hide' || task.t === 'clear') return []
      const content = task.t === 'later' ? task.change : task
      const text = ('text' in content && content.text) || ''
      return {
        key: String(n),
        chat,
        id,
        kind: task.t,
        text,
        at,
        error: failed,
        sure: tried && failed === null,
      }
    })
  }
}
