/** Who waits to be let into groups: the user, those whom the user answers, and groups that ask the user; first come first. */
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
      .concat(this.#invited())
      .sort((one, other) => one.at - other.at)
  }

  #invited(): JoinRow[] {
    const { replica } = this.engine
    return [...replica.invited.values()].flatMap((row): JoinRow[] => {
      const { chat_id: chat, inviter_id, inviter_name, inviter_username: username = '', chat_name } = row
      if (row.closed || !inviter_id) return []
      return [
        {
          ...{ key: `invited:${chat}`, chat, user: replica.me, own: true, username, refused: false },
          ...{ name: replica.ownName(inviter_id) || inviter_name || username, title: chat_name ?? '' },
          ...{
            at: row.asked_at ?? 0,
            invited: { members: row.member_count ?? 0, channel: row.channel ?? false },
          },
        },
      ]
    })
  }
}
