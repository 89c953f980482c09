/** The members of a chat, in the order of their names. */
import type { Engine } from '../engine'
import type { MemberRow } from '../rpc'
import { alike } from './diff'
import type { Emit, OpenView, Touched } from './view'

/** As many members of a large chat as are listed. */
const MOST = 1000

export class MembersView implements OpenView {
  #rows: MemberRow[]

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    readonly emit: Emit<MemberRow>,
  ) {
    this.#rows = this.#read()
    emit([['set', this.#rows]])
    const place = engine.replica.places.get(chat)
    // Of a large chat only some members are here.
    if (place && (place.record.chat?.member_count ?? 0) > this.#rows.length) {
      void engine.roll.all(chat, MOST).catch(() => {})
    }
  }

  touch({ chats, changes }: Touched): void {
    if (!changes?.chats.has(this.chat) && ![...(chats ?? [])].includes(this.chat)) return
    const rows = this.#read()
    if (alike(rows, this.#rows)) return
    this.#rows = rows
    this.emit([['set', rows]])
  }

  #read(): MemberRow[] {
    const place = this.engine.replica.places.get(this.chat)
    if (!place?.shown) return []
    const { me } = this.engine.replica
    const rows = [...place.members.values()]
      .filter((member) => !member.left)
      .map(({ user_id, name, username, role }) => {
        const seen = this.engine.presence.seen(user_id)
        const online = user_id === me || seen.online
        const lastSeenAt = seen.seenAt
        return {
          key: user_id,
          name: name || username,
          username,
          role,
          online,
          lastSeenAt,
          me: user_id === me,
        }
      })
    return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1))
  }
}
