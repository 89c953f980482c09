/** The members of a chat, as far as they have come, and a search among them that the server takes part in. */
import type { ChatId, Engine, MemberRow } from '../engine/rpc'
import { matches } from '../i18n/fold'
import { MemberPages } from './MemberPages.svelte'

const PAUSE_MS = 200

export class Members {
  query = $state('')
  readonly all: MemberPages
  #found = $state.raw<MemberPages | null>(null)
  /** Will the server be asked, once there is a pause in typing? */
  #waiting = $state(false)
  #pause: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
  ) {
    this.all = new MemberPages(engine, chat)
  }

  /** Who stands in the list: everybody, or who is found here and then who is found on the server. */
  readonly shown = $derived.by((): readonly MemberRow[] => {
    if (!this.seeking) return this.all.rows
    const here = this.all.rows.filter(({ name, username }) => matches(`${name} ${username}`, this.query))
    const known = here.map(({ key }) => key)
    return [...here, ...(this.#found?.rows ?? []).filter(({ key }) => !known.includes(key))]
  })

  /** Is somebody looked for? */
  readonly seeking = $derived(this.query.trim() !== '')
  /** The pages that come now: those of the search where the list may lack somebody. */
  readonly #pages = $derived.by(() => (this.seeking && !this.all.complete ? this.#found : this.all))

  /** Is there no more to come? */
  readonly complete = $derived(!this.#waiting && (this.#pages?.complete ?? false))
  readonly failed = $derived(this.#pages?.failed ?? false)
  readonly loading = $derived(this.#waiting || (this.#pages?.loading ?? false))
  readonly loaded = $derived.by(() => this.all.loaded)

  /** Looks for somebody by name or username, after a pause in which one may go on typing. */
  find(query: string): void {
    if (query === this.query) return
    this.query = query
    clearTimeout(this.#pause)
    this.#found?.close()
    this.#found = null
    this.#waiting = this.seeking && !this.all.complete
    if (this.#waiting) this.#pause = setTimeout(() => this.#ask(), PAUSE_MS)
  }

  /** Asks for the next page. */
  more(): void {
    this.#pages?.more()
  }

  close(): void {
    clearTimeout(this.#pause)
    this.#found?.close()
    this.all.close()
  }

  #ask(): void {
    this.#waiting = false
    this.#found = new MemberPages(this.engine, this.chat, this.query.trim())
  }
}
