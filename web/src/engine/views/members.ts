/** The members of a chat: all in the order of their names, or page by page as the server has them or finds them. */
import { SYNCED_MEMBERS, type Member } from '../../api/schema'
import { layouts } from '../../i18n/fold'
import type { Engine } from '../engine'
import type { MemberRow, Op } from '../rpc'
import { diff } from './diff'
import type { Emit, OpenView, Touched } from './view'

export class MembersView implements OpenView {
  #rows: MemberRow[] = []
  /** Who was on a page so far; null where everybody is on this device. */
  #listed: Set<string> | null = null
  /** The query as it is typed and as other keyboards have it: the next one is asked where one finds nobody. */
  readonly #readings: string[]
  /** The last id of those pages. */
  #after: string | null = null
  #atEnd = true
  #loading = false
  #closed = false
  /** What changed later than this is told by the server itself. */
  readonly #since: number

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    readonly emit: Emit<MemberRow>,
    query = '',
  ) {
    this.#readings = query === '' ? [] : [...new Set([query.toLowerCase(), ...layouts(query)])]
    const place = engine.replica.places.get(chat)
    const count = place?.record.chat?.member_count ?? 0
    this.#since = place?.record.rev ?? 0
    this.#rows = this.#read()
    if (query !== '' || (place && (count > SYNCED_MEMBERS || count > this.#rows.length))) {
      this.#listed = new Set()
      this.#atEnd = false
      this.#rows = []
      this.more()
    } else this.#tell([['set', this.#rows]])
  }

  touch({ chats, changes, connection }: Touched): void {
    if (connection || changes?.chats.has(this.chat) || [...(chats ?? [])].includes(this.chat)) this.#show()
  }

  /** Fetches another page, unless one is on its way or that was the last. */
  more(): void {
    if (this.#atEnd || this.#loading) return
    this.#loading = true
    this.#tell(this.#rows.length === 0 ? [['set', []]] : [])
    void this.#load()
      .catch(() => {})
      .then(() => {
        this.#loading = false
        this.#show(true)
      })
  }

  close(): void {
    this.#closed = true
  }

  async #load(): Promise<void> {
    let page = await this.engine.roll.page(this.chat, this.#after, this.#readings[0])
    while (page.members.length === 0 && this.#readings.length > 1 && !this.#closed) {
      this.#readings.shift()
      page = await this.engine.roll.page(this.chat, null, this.#readings[0])
    }
    for (const { user_id } of page.members) this.#listed?.add(user_id)
    await this.engine.replica.take(page.members)
    this.#after = page.next
    this.#atEnd = page.next === null
  }

  #show(always = false): void {
    const rows = this.#read()
    const ops = diff(this.#rows, rows)
    this.#rows = rows
    // Rows have no place of their own: only what comes after all others can be told alone.
    if (ops.some(([kind]) => kind !== 'tail')) this.#tell([['set', rows]])
    else if (ops.length > 0 || always) this.#tell(ops)
  }

  #tell(ops: Op<MemberRow>[]): void {
    const edges = {
      atStart: true,
      atEnd: this.#atEnd,
      loading: this.#loading ? 'end' : null,
      unread: null,
    } as const
    if (!this.#closed) this.emit(ops, edges)
  }

  #read(): MemberRow[] {
    const place = this.engine.replica.places.get(this.chat)
    if (!place?.shown) return []
    const rows = [...place.members.values()]
      .filter((member) => !member.left && this.#holds(member))
      .map((member) => this.#row(member))
    if (this.#listed) return rows.sort((a, b) => (a.key < b.key ? -1 : 1))
    return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1))
  }

  /** A row that was kept from an earlier visit to a large chat may be of somebody who has left. */
  #holds({ user_id, rev }: Member): boolean {
    if (!this.#listed || this.#listed.has(user_id)) return true
    return this.#readings.length === 0 && rev > this.#since
  }

  #row({ user_id, name, username, role }: Member): MemberRow {
    const me = user_id === this.engine.replica.me
    const { online, seenAt } = this.engine.presence.seen(user_id)
    const own = this.engine.replica.ownName(user_id)
    return {
      key: user_id,
      name: own || name || username,
      ...(own && { real: name || username }),
      username,
      role,
      online: me || online,
      lastSeenAt: seenAt,
      me,
    }
  }
}
