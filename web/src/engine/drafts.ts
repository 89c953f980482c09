/** What is being written in each chat: kept here at once, and on the server for the user's other devices. */
import { backoff, type Backoff } from './net/backoff'
import type { Cancel } from './net/clock'
import type { Connection } from './net/connection'
import { Refusal } from './net/failure'
import type { Draft, Quote } from './rpc'
import type { Database, KeptDraft } from './store/schema'
import type { HistoryReader } from './sync/history'
import type { Replica } from './sync/replica'

/** Milliseconds without a keystroke after which a draft goes to the server. */
const IDLE = 2000
const FIRST_DELAY = 2000
const LONGEST_DELAY = 60_000

type Line = Pick<Connection, 'call' | 'online' | 'around'>

export class Drafts {
  readonly #kept = new Map<string, KeptDraft>()
  readonly #foreign = new Map<string, number>()
  readonly #timers = new Map<string, Cancel>()
  readonly #saving = new Set<string>()
  /** Chats whose newer words may not wait for a pause once what is under way has arrived. */
  readonly #next = new Set<string>()
  /** The server has said no for good: only another text is worth another try. */
  readonly #refused = new Set<string>()
  readonly #delay: Backoff

  /** @param changed hears of the chat whose draft is another one */
  constructor(
    readonly db: Database,
    readonly replica: Replica,
    readonly connection: Line,
    readonly history: Pick<HistoryReader, 'fetch'>,
    readonly changed: (chat: string) => void,
  ) {
    this.#delay = backoff(FIRST_DELAY, LONGEST_DELAY, connection.around.clock.random)
  }

  async load(): Promise<void> {
    for (const draft of await this.db.getAll('drafts')) this.#kept.set(draft.chat, draft)
    // What came from the server just before the last end may not have reached this store; it need not.
    await this.follow(this.replica.places.keys()).catch(() => {})
  }

  get(chat: string): Draft | null {
    const kept = this.#kept.get(chat)
    return kept && (kept.text.trim() !== '' || kept.reply) ? { text: kept.text, reply: kept.reply } : null
  }

  /** Revision of the last draft, or end of one, that another device brought; grows with each. */
  foreign(chat: string): number {
    return this.#foreign.get(chat) ?? 0
  }

  /** Keeps what is written on this device; `now`: the server hears of it without waiting for a pause. */
  async keep(chat: string, draft: Draft | null, now: boolean): Promise<void> {
    const old = this.#kept.get(chat)
    if (!same(draft, this.get(chat))) {
      this.#refused.delete(chat)
      const { text, reply } = draft ?? { text: '', reply: null }
      const unsaved = text.trim() !== '' || this.#known(chat)
      await this.#put({ chat, text, reply, unsaved })
    } else if (!old?.unsaved) return
    if (now) void this.#save(chat)
    else this.#later(chat, IDLE)
  }

  /** These words are no draft any more, though the page that sent them may have ended before it said so. */
  async sent(chat: string, text: string): Promise<void> {
    if (this.get(chat)?.text.trim() === text) await this.keep(chat, null, true)
  }

  /** Takes over what the server has of these chats, where nothing newer waits here. */
  async follow(chats: Iterable<string>): Promise<void> {
    for (const chat of [...chats]) {
      const row = this.replica.places.get(chat)?.record.draft
      const kept = this.#kept.get(chat)
      if (!row || kept?.unsaved || this.#saving.has(chat)) continue
      const reply = row.text !== '' && row.reply_to !== null ? await this.#quote(chat, row.reply_to) : null
      if (this.#kept.get(chat) !== kept) continue
      // An answer without words stays on its device.
      const draft = row.text === '' ? null : { text: row.text, reply }
      if (same(draft, kept?.text.trim() ? this.get(chat) : null)) continue
      this.#foreign.set(chat, row.rev)
      await this.#put({ chat, text: row.text, reply, unsaved: false })
    }
  }

  /** Sends everything that the server does not have yet. */
  flush(): void {
    for (const { chat, unsaved } of [...this.#kept.values()]) if (unsaved) void this.#save(chat)
  }

  /** The user left a chat. */
  async drop(chat: string): Promise<void> {
    this.#cancel(chat)
    await this.#put({ chat, text: '', reply: null, unsaved: false })
  }

  /** Takes over what the server has not heard of from one whose store is gone. */
  inherit(from: Drafts): void {
    for (const draft of from.#kept.values())
      if (draft.unsaved && !this.#kept.has(draft.chat)) this.#kept.set(draft.chat, draft)
  }

  close(): void {
    for (const chat of [...this.#timers.keys()]) this.#cancel(chat)
  }

  /** Has the server a draft, or may it get one from what is under way? */
  #known(chat: string): boolean {
    return this.#saving.has(chat) || (this.replica.places.get(chat)?.record.draft?.text ?? '') !== ''
  }

  async #save(chat: string): Promise<void> {
    this.#cancel(chat)
    const kept = this.#kept.get(chat)
    if (!kept?.unsaved || !this.connection.online || this.#refused.has(chat)) return
    if (this.#saving.has(chat)) return void this.#next.add(chat)
    this.#saving.add(chat)
    let again: number | null = null
    try {
      const seq = kept.reply ? (await this.replica.messageById(kept.reply.id))?.seq : undefined
      const said = { chat_id: chat, text: kept.text, reply_to: seq ?? null }
      await this.replica.take([await this.connection.call({ type: 'save_draft', ...said })])
      this.#delay.reset()
      // What was written meanwhile goes after it.
      if (this.#kept.get(chat) === kept) await this.#put({ ...kept, unsaved: false })
      else again = IDLE
    } catch (reason) {
      if (reason instanceof Refusal && !reason.retry) this.#refused.add(chat)
      else again = (reason instanceof Refusal ? reason.retryAfterMs : null) ?? this.#delay.next()
    }
    this.#saving.delete(chat)
    if (this.#next.delete(chat)) void this.#save(chat)
    else if (again !== null && !this.#timers.has(chat)) this.#later(chat, again)
  }

  #later(chat: string, ms: number): void {
    this.#cancel(chat)
    this.#timers.set(
      chat,
      this.connection.around.clock.after(ms, () => void this.#save(chat)),
    )
  }

  #cancel(chat: string): void {
    this.#timers.get(chat)?.()
    this.#timers.delete(chat)
  }

  /** Nothing written and nothing to be told leaves no trace. */
  async #put(draft: KeptDraft): Promise<void> {
    const { chat, text, reply, unsaved } = draft
    const gone = text.trim() === '' && !reply && !unsaved
    if (gone) this.#kept.delete(chat)
    else this.#kept.set(chat, draft)
    this.changed(chat)
    await (gone ? this.db.delete('drafts', chat) : this.db.put('drafts', draft))
  }

  /** The message that is answered, fetched if it is not here. */
  async #quote(chat: string, seq: number): Promise<Quote | null> {
    let found = await this.replica.message(chat, seq)
    if (!found && this.connection.online && (await this.history.fetch(chat, { around: seq })))
      found = await this.replica.message(chat, seq)
    if (!found) return null
    const { id, sender_id: from, text, deleted } = found
    const name = this.replica.ownName(from) || this.replica.places.get(chat)?.name(from) || ''
    return { id, from, name, text: text.slice(0, 200), deleted }
  }
}

function same(a: Draft | null, b: Draft | null): boolean {
  return (a?.text ?? '') === (b?.text ?? '') && (a?.reply?.id ?? null) === (b?.reply?.id ?? null)
}
