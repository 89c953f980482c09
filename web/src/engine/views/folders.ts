/** The user's folders in their order, what waits in the outbox included. */
import type { Engine } from '../engine'
import { filed } from '../outbox/filing'
import type { FolderRow } from '../rpc'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class FoldersView implements OpenView {
  #rows: readonly FolderRow[]

  constructor(
    readonly engine: Engine,
    readonly emit: Emit<FolderRow>,
  ) {
    this.#rows = this.#read()
    emit([['set', this.#rows]])
  }

  touch({ folders, changes }: Touched): void {
    if (!folders && !changes?.account) return
    const rows = this.#read()
    if (alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(): FolderRow[] {
    const { replica, outbox } = this.engine
    const waiting = [...outbox.jobs.values()].flatMap(({ task }) => (task.t === 'folders' ? task.change : []))
    return filed(replica.folders.values(), waiting)
  }
}
