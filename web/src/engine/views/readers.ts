/** Who else has read a message, by name, as far as this device knows: large chats do not tell. */
import type { Engine } from '../engine'
import type { ReaderRow } from '../rpc'
import { shown } from '../shown'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class ReadersView implements OpenView {
  #rows: readonly ReaderRow[] | null = null
  /** The message's place; null until it is found. */
  #seq: number | null = null

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    id: string,
    readonly emit: Emit<ReaderRow>,
  ) {
    // Without a database there is nothing to show: another engine opens the view anew.
    this.#find(id).catch(() => {})
  }

  touch({ chats, changes, connection }: Touched): void {
    if (connection || changes?.chats.has(this.chat) || [...(chats ?? [])].includes(this.chat)) this.#show()
  }

  async #find(id: string): Promise<void> {
    // A message that is not here was read by nobody, as far as can be told.
    this.#seq = (await this.engine.replica.messageById(id))?.seq ?? Infinity
    this.#show()
  }

  #show(): void {
    if (this.#seq === null) return
    const rows = this.#read(this.#seq)
    if (this.#rows && alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(seq: number): ReaderRow[] {
    const { engine, chat } = this
    const place = engine.replica.places.get(chat)
    const readers = place?.readers(seq, engine.replica.me) ?? []
    return readers.map((member) => ({ key: member.user_id, ...shown(engine, member) }))
  }
}
