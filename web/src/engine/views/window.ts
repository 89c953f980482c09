/** The stretch of a chat that a timeline shows: a run of messages without holes. */
import type { Message } from '../../api/schema'
import type { Edge } from '../rpc'
import { find, newest, nth, size } from '../sync/ranges'
import type { Replica } from '../sync/replica'

/** Rows that one more page brings. */
export const STEP = 16

/** The first message on this device that was sent at a time or later, else the last one; found by halving. */
export async function firstAt(replica: Replica, chat: string, ms: number): Promise<number | null> {
  const { ranges } = replica.place(chat).record
  let low = 0
  let high = size(ranges) - 1
  if (high < 0) return null
  while (low < high) {
    const middle = (low + high) >> 1
    const message = await replica.message(chat, nth(ranges, middle))
    if (message && message.sent_at < ms) low = middle + 1
    else high = middle
  }
  return nth(ranges, low)
}

export class Window {
  /** First and last `seq` shown; `from > to` while nothing is. */
  from = 1
  to = 0
  messages: Message[] = []
  /** The messages next to it, where they are here: whoever writes several in a row is named once. */
  older: Message | undefined
  newer: Message | undefined

  constructor(
    readonly replica: Replica,
    readonly chat: string,
  ) {}

  get #record() {
    return this.replica.place(this.chat).record
  }

  get atStart(): boolean {
    return this.from <= this.replica.place(this.chat).firstSeq
  }

  get atEnd(): boolean {
    return this.to >= this.#record.lastSeq
  }

  /** Shows the newest messages that are here; false if the very newest are not. */
  async toEnd(size: number): Promise<boolean> {
    const { lastSeq, ranges } = this.#record
    const run = newest(ranges)
    if (!run && lastSeq === 0) this.clear()
    if (!run || run[1] < lastSeq) return lastSeq === 0
    await this.#show(Math.max(run[0], run[1] - size + 1), run[1])
    return true
  }

  /** Shows nothing. */
  clear(): void {
    this.messages = []
    this.older = this.newer = undefined
    this.from = 1
    this.to = 0
  }

  /** Shows what is around a place; false if that message is not here. */
  async around(seq: number, size: number): Promise<boolean> {
    const run = find(this.#record.ranges, seq)
    if (!run) return false
    const to = Math.min(run[1], seq + Math.ceil(size / 2))
    await this.#show(Math.max(run[0], to - size + 1), to)
    return true
  }

  /** Shows more at an edge; false if the messages there are not here. */
  async grow(edge: Edge, rows = STEP): Promise<boolean> {
    const run = find(this.#record.ranges, this.from <= this.to ? this.from : this.to)
    if (!run) return false
    const from = edge === 'start' ? Math.max(run[0], this.from - rows) : this.from
    const to = edge === 'end' ? Math.min(run[1], this.to + rows) : this.to
    if (from === this.from && to === this.to) return false
    await this.#extend(from, to)
    return true
  }

  /** Follows the end of the chat, also while it moves on; the caller knows that the window was there. */
  async follow(): Promise<void> {
    while (!this.atEnd && (await this.#step())) continue
  }

  /** Goes to the newest message that is here; false if there is none that is newer. */
  async #step(): Promise<boolean> {
    const run = newest(this.#record.ranges)
    if (!run || run[1] <= this.to) return false
    if (run[0] > this.to + 1) await this.toEnd(STEP)
    else if (this.from > this.to) await this.#show(run[0], run[1])
    else await this.#extend(this.from, run[1])
    return true
  }

  /** Puts changed messages into their places. */
  replace(changed: readonly Message[]): void {
    const by = new Map(changed.map((message) => [message.seq, message]))
    const now = (message: Message) => by.get(message.seq) ?? message
    this.messages = this.messages.map(now)
    this.older &&= now(this.older)
    this.newer &&= now(this.newer)
  }

  /** Keeps what lies between two messages, both included. */
  trim(first: number, last: number): void {
    this.older = this.messages.findLast(({ seq }) => seq < first) ?? this.older
    this.newer = this.messages.find(({ seq }) => seq > last) ?? this.newer
    this.messages = this.messages.filter((message) => first <= message.seq && message.seq <= last)
    this.from = Math.max(this.from, first)
    this.to = Math.min(this.to, last)
  }

  /** Reads only what is new. */
  async #extend(from: number, to: number): Promise<void> {
    const [older, newer] = await Promise.all([
      from < this.from ? this.replica.messages(this.chat, from - 1, this.from - 1) : [],
      to > this.to ? this.replica.messages(this.chat, this.to + 1, to + 1) : [],
    ])
    if (from < this.from) this.older = undefined
    if (to > this.to) this.newer = undefined
    this.#take([...older, ...this.messages, ...newer], from, to)
  }

  async #show(from: number, to: number): Promise<void> {
    const read = await this.replica.messages(this.chat, from - 1, to + 1)
    this.older = this.newer = undefined
    this.#take(read, from, to)
  }

  #take(read: Message[], from: number, to: number): void {
    if (read[0] && read[0].seq < from) this.older = read.shift()
    if ((read.at(-1)?.seq ?? to) > to) this.newer = read.pop()
    this.messages = read
    this.from = from
    this.to = to
  }
}
