/** What is being written in one chat: a draft, an answer or a change of an own message. */
import type { ChatId, Draft, Engine, MessageRow, Quote } from '../engine/rpc'
import { plain } from '../richtext/plain'
import { uuid7 } from './uuid'

const DRAFT_MS = 300
const TYPING_MS = 3_000
/** The counter appears when so much of the limit is used. */
const COUNT_FROM = 0.9

export class Composer {
  text = $state('')
  reply = $state.raw<Quote | null>(null)
  /** The own message that is being changed. */
  editing = $state.raw<MessageRow | null>(null)

  /** Every draft that stood here: its echo may come after the message was sent. */
  readonly #known: string[] = []
  #kept: Draft = { text: '', reply: null }
  #saving: ReturnType<typeof setTimeout> | undefined
  #typedAt = 0

  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
    readonly limit: number,
    draft: Draft | null,
  ) {
    if (draft) {
      this.text = draft.text
      this.reply = draft.reply
      this.#known.push(JSON.stringify(draft))
    }
  }

  /** What is left of the limit, when that is worth saying; negative over it. */
  get left(): number | null {
    const used = this.length
    return used >= this.limit * COUNT_FROM ? this.limit - used : null
  }

  /** Characters as the server counts them. */
  get length(): number {
    return [...this.text.trim()].length
  }

  get canSend(): boolean {
    return this.text.trim() !== '' && this.length <= this.limit
  }

  /** Call after each keystroke: keeps the draft, tells the others. */
  typed(now = Date.now()): void {
    if (this.editing) return
    if (this.text.trim() !== '' && now - this.#typedAt > TYPING_MS) {
      this.#typedAt = now
      this.engine.signal({ t: 'typing', chat: this.chat })
    }
    this.#keepSoon()
  }

  answer(row: MessageRow): void {
    if (this.editing) this.cancel()
    this.reply = { id: row.key, from: row.from, name: row.name, text: plain(row.text), deleted: false }
    this.#keepSoon()
  }

  edit(row: MessageRow): void {
    if (!this.editing) this.#kept = { text: this.text, reply: this.reply }
    this.editing = row
    this.text = row.text
    this.reply = null
  }

  /** Leaves the change or the answer; what was written before the change comes back. */
  cancel(): void {
    if (this.editing) {
      this.text = this.#kept.text
      this.reply = this.#kept.reply
      this.editing = null
    } else {
      this.reply = null
      this.#keepSoon()
    }
  }

  /** Sends or saves; false if there is nothing to send. */
  send(): boolean {
    if (!this.canSend) return false
    const text = this.text.trim()
    if (this.editing) {
      const { key, text: before } = this.editing
      if (text !== before) this.engine.command({ t: 'edit', chat: this.chat, id: key, text })
      this.cancel()
      return true
    }
    this.engine.command({ t: 'send', chat: this.chat, id: uuid7(), text, reply: this.reply?.id ?? null })
    this.#clear()
    return true
  }

  /** Sends a text that is over the limit as several messages, cut between lines or words. */
  sendParts(): void {
    const [first, ...rest] = split(this.text.trim(), this.limit)
    if (first === undefined || this.editing) return
    this.engine.command({
      t: 'send',
      chat: this.chat,
      id: uuid7(),
      text: first,
      reply: this.reply?.id ?? null,
    })
    for (const text of rest)
      this.engine.command({ t: 'send', chat: this.chat, id: uuid7(), text, reply: null })
    this.#clear()
  }

  /** Another tab wrote a draft: it fills an empty composer only, and one's own is no news, however late it comes. */
  adopt(draft: Draft | null): void {
    if (!draft || this.text !== '' || this.reply || this.editing) return
    const known = JSON.stringify(draft)
    if (this.#known.includes(known)) return
    this.#known.push(known)
    this.text = draft.text
    this.reply = draft.reply
  }

  /** Call when the chat is left. */
  close(): void {
    if (this.editing) this.cancel()
    if (this.#saving !== undefined) this.#keep()
  }

  #clear(): void {
    this.text = ''
    this.reply = null
    this.#typedAt = 0
    this.#keep()
  }

  #keepSoon(): void {
    clearTimeout(this.#saving)
    this.#saving = setTimeout(() => this.#keep(), DRAFT_MS)
  }

  #keep(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    const draft =
      this.text.trim() === '' && !this.reply ? null : { text: this.text, reply: $state.snapshot(this.reply) }
    if (draft) this.#known.push(JSON.stringify(draft))
    this.engine.command({ t: 'draft', chat: this.chat, draft })
  }
}

/** Cuts a text into parts of at most `limit` characters, at the last line break or space of each part. */
export function split(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = [...text]
  while (rest.length > limit) {
    const head = rest.slice(0, limit + 1)
    const cut = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > limit / 2) ?? limit
    parts.push(rest.slice(0, cut).join('').trim())
    rest = rest.slice(cut)
  }
  parts.push(rest.join('').trim())
  return parts.filter((part) => part !== '')
}
