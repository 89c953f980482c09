/** Quick switching: chats, people, public chats and, after `>`, commands, found as they are typed. */
import type { ChatId, ChatRow, Engine, Person, PublicChat } from '../engine/rpc'
import { layouts } from '../i18n/fold'
import { spot } from '../i18n/spot'
import type { ChatList } from './ChatList.svelte'

/** Something that can be done by name; `icon` is one of the sprite's. */
export type Act<Icon extends string = string> = Readonly<{
  key: string
  label: string
  icon: Icon
  run: () => void
}>

export type Entry<A extends Act = Act> = Readonly<{
  key: string
  /** The label in pieces, every second of which was typed. */
  pieces: readonly string[]
  what: { chat: ChatRow } | { person: Person } | { found: PublicChat } | { act: A }
}>

const MOST = 30

export class Switcher<A extends Act = Act> {
  query = $state('')
  /** Which entry Enter opens. */
  at = $state(0)
  /** People that the server knows by what is typed. */
  people = $state.raw<readonly Person[]>([])
  /** Public chats, in the same way. */
  found = $state.raw<readonly PublicChat[]>([])

  /** Was there nobody to ask, so that only what is on this device was looked through? */
  alone = $state(false)

  readonly #engine: Engine
  readonly #chats: ChatList
  readonly #acts: () => readonly A[]
  readonly #me: string | null
  readonly #here: ChatId | null
  readonly #directory: boolean

  readonly commanding = $derived(this.query.trimStart().startsWith('>'))
  readonly entries = $derived.by<readonly Entry<A>[]>(() =>
    (this.commanding ? this.#commands() : this.#places()).slice(0, MOST),
  )
  readonly active = $derived<Entry<A> | undefined>(this.entries[this.at])

  /**
   * @param here the chat that is open: nobody goes to where they are
   * @param directory are there public chats to be found?
   */
  constructor(
    engine: Engine,
    chats: ChatList,
    acts: () => readonly A[],
    me: string | null,
    here: ChatId | null,
    directory = false,
  ) {
    this.#directory = directory
    this.#engine = engine
    this.#chats = chats
    this.#acts = acts
    this.#me = me
    this.#here = here
  }

  type(query: string): void {
    this.query = query
    this.at = 0
    if (query.trim() === '' || this.commanding) this.alone = false
  }

  /** Goes up or down the entries, round the ends. */
  move(by: number): void {
    const { length } = this.entries
    if (length > 0) this.at = (this.at + by + length) % length
  }

  /** Asks the server for people in each layout; what comes for an older query is dropped. */
  async ask(): Promise<void> {
    const { query } = this
    const asked = this.commanding ? [] : layouts(query)
    const answers = await Promise.all(asked.map((q) => this.#engine.ask('people', { q })))
    if (query !== this.query) return
    this.alone = answers.some((answer) => !answer.ok && answer.code === 'offline')
    const found = answers.flatMap((answer) => (answer.ok ? answer.value : []))
    this.people = found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i)
    if (!this.#directory) return
    const pages = await Promise.all(asked.map((q) => this.#engine.ask('publicChats', { q, after: null })))
    if (query !== this.query) return
    const listed = pages.flatMap((page) => (page.ok ? page.value.chats : []))
    this.found = listed.filter(({ chat }, i) => listed.findIndex((other) => other.chat === chat) === i)
  }

  #commands(): Entry<A>[] {
    const query = this.query.trimStart().slice(1)
    return ranked(this.#acts(), ({ label }) => label, query).map(({ one, pieces }) => ({
      key: one.key,
      pieces,
      what: { act: one },
    }))
  }

  #places(): Entry<A>[] {
    const { recent } = this.#chats
    const order = ({ key }: ChatRow) => (recent.includes(key) ? recent.indexOf(key) : recent.length)
    const rows = this.#chats.rows
      .filter(({ key }) => this.query.trim() !== '' || key !== this.#here)
      .toSorted((a, b) => order(a) - order(b))
    const chats = ranked(rows, (row) => this.#chats.title(row), this.query).map(({ one, pieces }) => ({
      key: one.key,
      pieces,
      what: { chat: one },
    }))
    const strangers = this.people.filter(({ id }) => id !== this.#me && !this.#chats.withPerson(id))
    const people = ranked(strangers, ({ name, username }) => [name, username], this.query).map(
      ({ one, pieces }) => ({ key: one.id, pieces, what: { person: one } }),
    )
    const others = this.query.trim() === '' ? [] : this.found.filter(({ inside }) => !inside)
    const found = ranked(others, ({ title, address }) => [title, address], this.query).map(
      ({ one, pieces }) => ({ key: one.chat, pieces, what: { found: one } }),
    )
    return [...chats, ...people, ...found]
  }
}

/** Those that have the query in a name, the best first; equal ones stay in their order. The first name is shown. */
function ranked<T>(all: readonly T[], names: (one: T) => string | readonly [string, string], query: string) {
  return all
    .flatMap((one) => {
      const [shown, other] = [names(one)].flat() as [string, string?]
      const found = spot(shown, query)
      const rank = found?.rank ?? (other === undefined ? undefined : spot(other, query)?.rank)
      return rank === undefined ? [] : [{ one, rank, pieces: found?.pieces ?? [shown] }]
    })
    .sort((a, b) => a.rank - b.rank)
}
