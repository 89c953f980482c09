/** Who and what can complete a word in one chat: its people, and emoji. */
import type { EmojiKit } from '../emoji/load'
import { EVERYBODY_NAMES } from '../api/schema'
import type { ChatId, Engine, MemberRow, Person, Subscription } from '../engine/rpc'
import { matches } from '../i18n/fold'
import type { Locale } from '../i18n/plural'
import { apply } from './rows'

/** `text` is what is written: a username, the name of everybody, or an emoji. */
export type Choice = Readonly<{ key: string; text: string; name: string; person: Pick<Person, 'id'> | null }>

export class Completion {
  #members = $state.raw<readonly MemberRow[]>([])
  #found = $state.raw<readonly Person[]>([])
  #emoji = $state.raw<EmojiKit | null>(null)
  #view: Subscription | null = null
  #asked = ''

  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
    readonly loadEmoji: () => Promise<EmojiKit>,
    /** May the writer call everybody? */
    readonly callsAll: () => boolean = () => false,
  ) {}

  close(): void {
    this.#view?.close()
  }

  /** Call when a word is begun: what is needed is fetched once. */
  want(kind: 'person' | 'emoji', query: string): void {
    if (kind === 'emoji') {
      if (!this.#emoji) void this.loadEmoji().then((kit) => (this.#emoji = kit))
      return
    }
    this.#view ??= this.engine.open({ kind: 'members', chat: this.chat }, ({ ops }) => {
      this.#members = apply(this.#members, ops)
    })
    // Of a large group not everybody is here; the server knows them all.
    if (query.length > 1 && this.#members.filter((member) => named(member, query)).length === 0)
      void this.#ask(query)
  }

  /** Everybody first, where the writer may call them; then people of the chat, and the server's other finds. */
  people(query: string, most: number, locale: Locale = 'en', everybody = ''): Choice[] {
    const called = EVERYBODY_NAMES.find((name) => query && name.startsWith(query.toLowerCase()))
    const text = called ?? (locale === 'ru' ? 'все' : 'all')
    const all = { key: 'all', text, name: everybody, person: null }
    const offered = this.callsAll() && (!query || called) ? [all] : []
    return [...offered, ...this.#people(query, most - offered.length)]
  }

  #people(query: string, most: number): Choice[] {
    const members = this.#members.filter((member) => !member.me && named(member, query))
    const here = members.map(({ key }) => key)
    const others = this.#found.filter((person) => !here.includes(person.id) && named(person, query))
    const all = [...members.map((member) => ({ ...member, id: member.key })), ...others]
    return all
      .slice(0, most)
      .map(({ id, name, username }) => ({ key: id, text: username, name, person: { id } }))
  }

  emoji(query: string, most: number, locale: Locale): Choice[] {
    const { book, choice } = this.#emoji ?? {}
    return (book?.search(query, most) ?? []).map((one) => {
      const text = choice?.shown(one) ?? one.emoji
      return { key: text, text, name: one.label[locale], person: null }
    })
  }

  /** An emoji was taken: it is offered first in the picker. */
  took(emoji: string): void {
    this.#emoji?.choice.took(emoji)
  }

  async #ask(q: string): Promise<void> {
    this.#asked = q
    const answer = await this.engine.ask('people', { q })
    // What was typed meanwhile has been asked too, and that answer counts.
    if (answer.ok && this.#asked === q) this.#found = answer.value
  }
}

const named = ({ name, username }: { name: string; username: string }, query: string) =>
  matches(`${name} ${username}`, query)
