/** The list of chats: ordered, filtered, searched; also where a chat's head is found by id. */
import type { ChatId, ChatRow, Engine, FolderChange, FolderRow, KeptChange } from '../engine/rpc'
import { matches } from '../i18n/fold'
import {
  counted,
  FILTERS,
  inOrder,
  inside,
  isArchived,
  isPinned,
  isUnread,
  lets,
  moved,
  unreadAmong,
} from './order'
import type { LastList } from './last'
import { apply } from './rows'

/** What is needed of `localStorage`. */
type Remembers = Pick<Storage, 'getItem' | 'setItem'>

const CHOSEN = 'molva.filter'

export class ChatList {
  /** Chats and, beside them, comments. */
  #all = $state.raw<readonly ChatRow[]>([])
  readonly rows = $derived.by(() => this.#all.filter((row) => !row.thread))
  /** The comments that the user follows, as soon as there are any under the message. */
  readonly threads = $derived.by(() => this.#all.filter((row) => row.thread?.following && row.preview))
  /** The user's folders in their order; null until they are known. */
  folders = $state.raw<readonly FolderRow[] | null>(null)
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
  /** The folder that is chosen, if it is one and it is still there. */
  readonly folder = $derived.by(() => this.folders?.find(({ key }) => key === this.#filter))
  readonly archived = $derived.by(() => this.rows.filter(isArchived).length)
  readonly unreadChats = $derived.by(() => unreadAmong(this.#came ? this.rows : []))
  readonly unread = $derived.by(() => this.#known.reduce((sum, row) => sum + counted(row), 0))

  /** One of `FILTERS`, or the id of a folder; kept on this device. */
  #filter = $state('all')
  #came = $state(false)
  readonly #inFolder = $derived.by(() => this.folder && inside(this.folder))
  #opened: readonly ChatId[] = []

  readonly #engine: Engine
  readonly #device: Remembers | undefined

  /** @param last the list as it was when this device was left */
  constructor(engine: Engine, device?: Remembers, last?: LastList) {
    this.#engine = engine
    this.#device = device
    this.#filter = device?.getItem(CHOSEN) ?? 'all'
    this.#all = last?.rows ?? []
    this.folders = last?.folders ?? null
    engine.open({ kind: 'folders' }, ({ ops }) => (this.folders = apply(this.folders ?? [], ops)))
    engine.open({ kind: 'chats' }, ({ ops }) => {
      const rows = apply(this.#all, ops, inOrder)
      this.#all = ops.some(([kind]) => kind === 'set') ? rows.toSorted(inOrder) : rows
      this.#came = true
    })
  }

  /** Has everything come that the list is made of? Before that, it is as it was last time, or a skeleton. */
  get loaded(): boolean {
    return this.#came && (this.folders !== null || this.filter === this.#filter)
  }

  /** One of `FILTERS` or the id of a folder; of one that is gone, all chats. */
  get filter(): string {
    return this.folder ? this.#filter : (FILTERS.find((filter) => filter === this.#filter) ?? 'all')
  }

  set filter(filter: string) {
    this.#filter = filter
    this.#device?.setItem(CHOSEN, filter)
  }

  /** The rows once they are all here. */
  get #known(): readonly ChatRow[] {
    return this.#came ? this.#all : []
  }

  get(id: ChatId): ChatRow | undefined {
    return this.#known.find((row) => row.key === id)
  }

  /** The comments under a message, if they are open to the user. */
  thread(chat: ChatId, seq: number): ChatRow | undefined {
    return this.#known.find(({ thread }) => thread?.chat === chat && thread.seq === seq)
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

  title(row: Pick<ChatRow, 'kind' | 'general' | 'title'>): string {
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

  /** Moves a pinned chat so many places down (or up) among the pinned ones; false if it cannot go there. */
  movePinned(id: ChatId, by: number): boolean {
    const order = moved(
      this.rows.filter(isPinned).map(({ key }) => key),
      id,
      by,
    )
    if (order) this.#engine.command({ t: 'orderPinned', chats: order })
    return order !== null
  }

  file(change: FolderChange): void {
    this.#engine.command({ t: 'folders', change })
  }

  /** Who searches looks through the archive too. */
  #isIn(row: ChatRow): boolean {
    const passes = () => this.#inFolder?.has(row.key) ?? lets(this.filter, row)
    if (this.query.trim() !== '') return passes()
    return isArchived(row) === this.archive && (this.archive || passes())
  }
}
