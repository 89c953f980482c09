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
  /** When a slow chat takes the next message, in milliseconds since the epoch; 0 for at once. */
  waits = $state(0)

  /** Every draft that stood here: its echo may come after the message was sent. */
  readonly #known: string[] = []
  /** The draft on which this field and the engine agreed last. */
  #agreed: string
  #foreign: number
  /** Has anything been written here since the chat was opened, or since the last message? */
  #touched = false
  #told = false
  #kept: Draft = { text: '', reply: null }
  #saving: ReturnType<typeof setTimeout> | undefined
  #typedAt = 0

  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
    readonly limit: number,
    draft: Draft | null,
    foreign = 0,
  ) {
    this.#agreed = keyOf(draft)
    this.#foreign = foreign
    if (draft) {
      this.text = draft.text
      this.reply = draft.reply
      this.#known.push(this.#agreed)
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
    return this.text.trim() !== '' && this.length <= this.limit && (this.waits === 0 || this.editing !== null)
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

  /** Without a message nothing happens. */
  edit(row: MessageRow | null): void {
    if (!row) return
    if (!this.editing) this.#kept = { text: this.text, reply: this.reply }
    this.editing = row
    this.text = row.text
    this.reply = null
  }

  /** Is a message being answered or changed? */
  get busy(): boolean {
    return this.editing !== null || this.reply !== null
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

  /**
   * Sends or saves; false if there is nothing to send.
   *
   * @param lifetime seconds after which it disappears
   */
  send(lifetime?: number): boolean {
    if (!this.canSend) return false
    const text = this.text.trim()
    if (this.editing) {
      const { key, text: before } = this.editing
      if (text !== before) this.engine.command({ t: 'edit', chat: this.chat, id: key, text })
      this.cancel()
      return true
    }
    const reply = this.reply?.id ?? null
    const passing = lifetime && { lifetime }
    this.engine.command({ t: 'send', chat: this.chat, id: uuid7(), text, reply, ...passing })
    this.#clear()
    return true
  }

  /** Lets it be sent at a moment. */
  later(at: number): void {
    if (!this.canSend || this.editing) return
    const change = { t: 'make', text: this.text.trim(), reply: this.reply?.id ?? null, at } as const
    this.engine.command({ t: 'later', chat: this.chat, id: uuid7(), change })
    this.#clear()
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

  /**
   * Somebody's other tab or device wrote a draft, or took it away. It fills an empty field that nobody is busy with,
   * and takes the place of what stands there unchanged; one's own is no news, however late it comes.
   *
   * @param foreign grows whenever it comes from another device
   * @param focused is the reader in the field?
   */
  adopt(draft: Draft | null, foreign = 0, focused = false): void {
    const news = foreign > this.#foreign
    this.#foreign = Math.max(foreign, this.#foreign)
    const now = keyOf({ text: this.text, reply: this.reply })
    const key = keyOf(draft)
    if (key === now) this.#agreed = key
    if (key === now || this.editing || this.#saving !== undefined) return
    const busy = focused && this.#touched
    // Somewhere on this device it was sent, or emptied, and nobody has touched it here.
    const ended = draft === null && !this.#touched
    if (now === BLANK) {
      if (busy || this.#known.includes(key)) return
    } else if (!(news || ended) || now !== this.#agreed || (busy && draft)) return
    this.#known.push(key)
    this.#agreed = key
    this.text = draft?.text ?? ''
    this.reply = draft?.reply ?? null
  }

  /** Call when the chat is left. */
  close(): void {
    if (this.editing) this.cancel()
    if (this.#saving !== undefined || this.#told) this.#keep(true)
  }

  #clear(): void {
    this.text = ''
    this.reply = null
    this.#typedAt = 0
    this.#touched = false
    this.#keep(true)
  }

  #keepSoon(): void {
    this.#touched = true
    clearTimeout(this.#saving)
    this.#saving = setTimeout(() => this.#keep(), DRAFT_MS)
  }

  #keep(now = false): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    const draft =
      this.text.trim() === '' && !this.reply ? null : { text: this.text, reply: $state.snapshot(this.reply) }
    if (draft) this.#known.push(keyOf(draft))
    this.#told = !now
    this.engine.command({ t: 'draft', chat: this.chat, draft, ...(now && { now }) })
  }
}

/** What makes two drafts the same: the words, and the message that is answered. */
function keyOf(draft: Draft | null): string {
  return JSON.stringify([draft?.text ?? '', draft?.reply?.id ?? null])
}

const BLANK = keyOf(null)

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
