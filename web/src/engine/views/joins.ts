/** Who waits to be let into groups: the user themselves, and those whom the user answers; first come first. */
import type { Engine } from '../engine'
import type { JoinRow } from '../inviting'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class JoinsView implements OpenView {
  #rows: readonly JoinRow[]

  constructor(
    readonly engine: Engine,
    readonly emit: Emit<JoinRow>,
  ) {
    this.#rows = this.#read()
    emit([['set', this.#rows]])
  }

  touch({ changes }: Touched): void {
    if (!changes?.account) return
    const rows = this.#read()
    if (alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(): JoinRow[] {
    const { replica } = this.engine
    return [...replica.joins]
      .flatMap(([key, row]): JoinRow[] => {
        const { chat_id, user_id, asked_at = 0, state } = row
        if (state === 'closed') return []
        const real = row.name || row.username || ''
        return [
          {
            key,
            chat: chat_id,
            user: user_id,
            own: user_id === replica.me,
            name: replica.ownName(user_id) || real,
            username: row.username ?? '',
            title: row.chat_name ?? '',
            at: asked_at,
            refused: state === 'refused',
          },
        ]
      })
      .sort((one, other) => one.at - other.at)
  }
}
