/** The list of chats: ordered, filtered, searched; also where a chat's head is found by id. */
import type { ChatId, ChatRow, Engine } from '../engine/rpc'
import { matches } from '../i18n/fold'
import { apply } from './rows'

export type Filter = 'all' | 'unread' | 'direct' | 'groups'

const newestFirst = (a: ChatRow, b: ChatRow) => b.pos - a.pos

export class ChatList {
  rows = $state.raw<readonly ChatRow[]>([])
  /** Has the first answer come? Before it, the list is a skeleton. */
  loaded = $state(false)
  filter = $state<Filter>('all')
  query = $state('')
  /** The names of the saved chat, and of the general one until it is named, are words of the interface. */
  words = $state.raw({ saved: '', general: '' })

  readonly shown = $derived.by(() =>
    this.rows.filter((row) => this.#inFilter(row) && matches(this.title(row), this.query)),
  )
  readonly unreadChats = $derived.by(() => this.rows.filter((row) => row.unread > 0).length)
  readonly unread = $derived.by(() => this.rows.reduce((sum, row) => sum + row.unread, 0))

  #opened: readonly ChatId[] = []

  constructor(engine: Engine) {
    engine.open({ kind: 'chats' }, ({ ops }) => {
      const rows = apply(this.rows, ops, newestFirst)
      this.rows = ops.some(([kind]) => kind === 'set') ? rows.toSorted(newestFirst) : rows
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
    return (unread ? rest.find((row) => row.unread > 0) : rest[0])?.key ?? null
  }

  #inFilter(row: ChatRow): boolean {
    switch (this.filter) {
      case 'unread':
        return row.unread > 0
      case 'direct':
        return row.kind !== 'group'
      case 'groups':
        return row.kind === 'group'
      default:
        return true
    }
  }
}
