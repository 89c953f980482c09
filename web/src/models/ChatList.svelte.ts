/** The list of chats: ordered, filtered, searched; also where a chat's head is found by id. */
import type { ChatId, ChatRow, Engine, KeptChange } from '../engine/rpc'
import { matches } from '../i18n/fold'
import { counted, inOrder, isArchived, isPinned, isUnread, lets, moved, type Filter } from './order'
import { apply } from './rows'

export class ChatList {
  rows = $state.raw<readonly ChatRow[]>([])
  /** Has the first answer come? Before it, the list is a skeleton. */
  loaded = $state(false)
  filter = $state<Filter>('all')
  query = $state('')
  /** Is the archive shown instead of the other chats? */
  archive = $state(false)
  /** The names of the saved chat, and of the general one until it is named, are words of the interface. */
  words = $state.raw({ saved: '', general: '' })

  readonly shown = $derived.by(() =>
    // A chat that was deleted here is found by its name, and comes back with the next message.
    this.rows.filter(
      (row) => (!row.cleared || this.query !== '') && this.#isIn(row) && matches(this.title(row), this.query),
    ),
  )
  readonly archived = $derived.by(() => this.rows.filter(isArchived).length)
  readonly unreadChats = $derived.by(
    () => this.rows.filter((row) => isUnread(row) && !isArchived(row)).length,
  )
  readonly unread = $derived.by(() => this.rows.reduce((sum, row) => sum + counted(row), 0))

  #opened: readonly ChatId[] = []

  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
    engine.open({ kind: 'chats' }, ({ ops }) => {
      const rows = apply(this.rows, ops, inOrder)
      this.rows = ops.some(([kind]) => kind === 'set') ? rows.toSorted(inOrder) : rows
      this.loaded = true
    })
  }

  get(id: ChatId): ChatRow | undefined {
    return this.rows.find((row) => row.key === id)
  }

  /** The chats that were opened since the page came, the latest first. */
  get recent(): readonly ChatId[] {
    return this.#opened
  }

  opened(id: ChatId): void {
    const row = this.get(id)
    // Whoever opens a chat that is marked as unread has seen it.
    if (row?.kept?.marked) this.keep(row, { marked: false })
    this.#opened = [id, ...this.#opened.filter((other) => other !== id)]
  }

  /** The direct chat with a person, if there is one. */
  withPerson(user: string): ChatRow | undefined {
    return this.rows.find((row) => row.kind === 'direct' && row.peer === user)
  }

  title(row: ChatRow): string {
    if (row.kind === 'saved') return this.words.saved
    return row.general && row.title === '' ? this.words.general : row.title
  }

  /** The chat `by` places below (or above) another in the list on screen; with `unread`, the next unread one. */
  neighbour(id: ChatId | null, by: 1 | -1, unread = false): ChatId | null {
    const list = this.shown
    const from = list.findIndex((row) => row.key === id)
    const rest = by > 0 ? list.slice(from + 1) : list.slice(0, Math.max(0, from)).toReversed()
    return (unread ? rest.find(isUnread) : rest[0])?.key ?? null
  }

  /** What is unread in the other chats, as the title counts it. */
  elsewhere(row: ChatRow): number {
    return this.unread - counted(row)
  }

  keep(row: ChatRow, change: KeptChange): void {
    this.#engine.command({ t: 'keep', chat: row.key, change })
  }

  /** @param ms for how long; 0 lets it be heard again, Infinity never */
  mute(row: ChatRow, ms: number): void {
    const until = ms === 0 ? 0 : Math.min(Date.now() + ms, Number.MAX_SAFE_INTEGER)
    this.keep(row, { mutedUntil: until })
  }

  markRead(row: ChatRow): void {
    if (row.unread > 0) this.#engine.command({ t: 'readAll', chat: row.key })
    if (row.kept?.marked) this.keep(row, { marked: false })
  }

  /** Moves a pinned chat among the pinned ones; false if it is none, or at the end. */
  movePinned(id: ChatId, by: 1 | -1): boolean {
    const order = moved(
      this.rows.filter(isPinned).map(({ key }) => key),
      id,
      by,
    )
    if (order) this.#engine.command({ t: 'orderPinned', chats: order })
    return order !== null
  }

  /** Who searches looks through the archive too. */
  #isIn(row: ChatRow): boolean {
    if (this.query.trim() !== '') return lets(this.filter, row)
    return isArchived(row) === this.archive && (this.archive || lets(this.filter, row))
  }
}
