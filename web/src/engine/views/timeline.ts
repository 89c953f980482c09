/** An open chat: a window of its messages, kept up to date, growing at the edges as far as anything is known. */
import type { Message } from '../../api/schema'
import type { Engine } from '../engine'
import type { Anchor, Edge, Edges, Op, TimelineRow } from '../rpc'
import type { Job } from '../store/schema'
import { alike, diff } from './diff'
import { timelineRows, unsent, type Shown } from './rows'
import type { Emit, OpenView, Touched } from './view'
import { firstAt, Window } from './window'

export class TimelineView implements OpenView {
  readonly window: Window
  #rows: readonly TimelineRow[] | null = null
  #edges: Edges | null = null
  #loading: Edge | null = null
  #growing = false
  #unread: string | null = null
  #quoted = new Map<number, Message | null>()
  #turn: Promise<unknown> = Promise.resolve()
  #atEnd = false
  #changed: Message[] = []
  #forgotten = false
  #due = false
  /** The message that could not be looked for without a connection. */
  #sought: Anchor | null = null
  #missing = false
  /** Grows with every jump: what an older one still waits for is of no interest. */
  #jumps = 0

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    at: Anchor,
    /** Messages that fill a screen: so many are shown of the newest, and as many on each side of another. */
    readonly size: number,
    readonly emit: Emit<TimelineRow>,
  ) {
    this.window = new Window(engine.replica, chat)
    engine.timelines.add(this)
    this.jump(at)
  }

  close(): void {
    this.engine.timelines.delete(this)
  }

  get rows(): readonly TimelineRow[] {
    return this.#rows ?? []
  }

  jump(at: Anchor): void {
    const jump = ++this.#jumps
    this.#sought = null
    this.#missing = false
    void this.#jump(at, jump)
  }

  more(edge: Edge): void {
    if (!this.#growing) void this.#more(edge, this.#jumps)
  }

  trim(first: string, last: string): void {
    void this.#then(async () => {
      const seq = (id: string) => this.window.messages.find((message) => message.id === id)?.seq
      const atEnd = this.#rows?.[this.#rows.length - 1]?.key === last
      this.window.trim(seq(first) ?? this.window.from, atEnd ? this.window.to : (seq(last) ?? this.window.to))
      const from = this.#rows?.findIndex((row) => row.key === first) ?? -1
      const to = this.#rows?.findIndex((row) => row.key === last) ?? -1
      if (from >= 0 && to >= 0) this.#rows = this.#rows?.slice(from, to + 1) ?? null
      await this.#show()
    })
  }

  touch({ chats, changes, connection }: Touched): void {
    if (connection && this.#sought && this.engine.connection.open) this.jump(this.#sought)
    const mine = changes?.chats.has(this.chat) || changes?.forgotten.has(this.chat)
    if (!mine && !connection && ![...(chats ?? [])].includes(this.chat)) return
    this.#changed.push(...(changes?.messages.get(this.chat) ?? []))
    this.#forgotten ||= changes?.forgotten.has(this.chat) ?? false
    // Under load many changes are shown together.
    if (this.#due) return
    this.#due = true
    void this.#then(() => this.#follow())
  }

  async #follow(): Promise<void> {
    const [changed, forgotten] = [this.#changed, this.#forgotten]
    this.#changed = []
    this.#due = this.#forgotten = false
    if (forgotten) return this.#reopen()
    this.window.replace(changed)
    for (const message of changed) if (this.#quoted.has(message.seq)) this.#quoted.set(message.seq, message)
    const following = this.#atEnd
    if (following) await this.window.follow()
    await this.#show(undefined, following)
  }

  async #jump(at: Anchor, jump: number): Promise<void> {
    const { history, replica } = this.engine
    const record = replica.place(this.chat).record
    const target = (await this.#target(at)) ?? (await this.#seek(at, jump))
    if (this.#missing && this.rows.length > 0) return void this.#then(() => this.#show())
    const place = async () =>
      target === null ? this.window.toEnd(this.size) : this.window.around(target, 2 * this.size)
    const found = await this.#then(async () => {
      if (jump !== this.#jumps) return true
      const here = await place()
      // An empty chat may still have messages that this device has not heard of.
      const known = here && (record.lastSeq > 0 || record.rev > 0)
      this.#loading = known ? null : target === null ? 'end' : 'start'
      if (known) await this.#show(at, target === null)
      return known
    })
    if (found) return
    await history.fetch(this.chat, target === null ? {} : { around: target })
    await this.#then(async () => {
      if (jump !== this.#jumps) return
      this.#loading = null
      if (!(await place())) await this.window.toEnd(this.size)
      await this.#show(at)
    })
  }

  async #target(at: Anchor): Promise<number | null> {
    const place = this.engine.replica.place(this.chat)
    if (at.at === 'unread') return place.record.unread > 0 ? place.readSeq + 1 : null
    if (at.at === 'end') return null
    if (at.at === 'place') return at.pos
    if (at.at === 'time') return this.#seqAt(at.ms)
    return (await this.engine.replica.messageById(at.id))?.seq ?? null
  }

  /** The first message of a time or later; without a connection, of those that are here. */
  async #seqAt(ms: number): Promise<number | null> {
    const { history, replica } = this.engine
    await history.fetch(this.chat, { around_at: ms })
    return firstAt(replica, this.chat, ms)
  }

  /** The place of a message that this device has never had; sought again as soon as there is a connection. */
  async #seek(at: Anchor, jump: number): Promise<number | null> {
    if (at.at !== 'message') return null
    const found = await this.engine.history.find(this.chat, at.id)
    if (jump !== this.#jumps) return null
    this.#sought = found === 'later' ? at : null
    this.#missing = found === 'gone'
    return found === 'here' ? this.#target(at) : null
  }

  async #more(edge: Edge, jump: number): Promise<void> {
    this.#growing = true
    this.#loading = edge
    const before = this.#rows?.length ?? 0
    let asked = false
    // Pages of deleted messages show nothing, so it goes on until something new is seen or there is no more.
    while (jump === this.#jumps && (this.#rows?.length ?? 0) <= before) {
      const { from, to, atStart, atEnd } = this.window
      if (edge === 'start' ? atStart : atEnd) break
      const grown = await this.#then(async () => {
        const grown = await this.window.grow(edge)
        if (grown) this.#loading = null
        await this.#show()
        return grown
      })
      const where = edge === 'start' ? { before: from } : { after: to }
      if (!grown && (asked || !(await this.engine.history.fetch(this.chat, where)))) break
      asked = !grown
    }
    this.#growing = false
    await this.#then(async () => {
      if (jump === this.#jumps) this.#loading = null
      await this.#show()
    })
  }

  /** The messages shown are not known any more: shows what is known at the same place. */
  async #reopen(): Promise<void> {
    const middle = this.window.messages[Math.floor(this.window.messages.length / 2)]
    if (this.#atEnd && (await this.window.toEnd(this.size))) return this.#show()
    this.jump(this.#atEnd || !middle ? { at: 'end' } : { at: 'message', id: middle.id })
  }

  /** Sends what looks different; with `opened` all rows, and the mark where the unread ones begin. */
  async #show(opened?: Anchor, following = this.window.atEnd): Promise<void> {
    const { engine, chat, window } = this
    const place = engine.replica.place(chat)
    if (opened)
      this.#unread = window.messages.find((message) => place.counts(message, engine.replica.me))?.id ?? null
    await this.#findQuoted()
    // Whoever is at the end stays there, whatever came meanwhile.
    while (following && !window.atEnd) {
      const { to } = window
      await window.follow()
      if (window.to === to) break
      await this.#findQuoted()
    }
    const around = { ...engine.around(place), quoted: (seq: number) => this.#quoted.get(seq) ?? null }
    const beside = [window.older?.id, window.newer?.id]
    const rows = timelineRows(this.#shown(), around).filter(({ key }) => !beside.includes(key))
    const ops: Op<TimelineRow>[] = opened || !this.#rows ? [['set', rows]] : diff(this.#rows, rows)
    this.#rows = rows
    this.#atEnd = window.atEnd
    const edges: Edges = {
      atStart: window.atStart,
      atEnd: window.atEnd,
      loading: this.#loading,
      unread: this.#unread,
      ...(this.#missing && { missing: true }),
    }
    if (!ops.length && alike(edges, this.#edges)) return
    this.#edges = edges
    this.emit(ops, edges)
  }

  #shown(): Shown[] {
    const jobs = new Map<string, Job[]>()
    for (const job of this.engine.outbox.of(this.chat)) jobs.set(job.id, [...(jobs.get(job.id) ?? []), job])
    const { older, messages, newer } = this.window
    const read = [older, ...messages, newer].filter((message) => message !== undefined)
    const shown = read.map((message) => ({ message, jobs: jobs.get(message.id) ?? [] }))
    if (!this.window.atEnd) return shown
    const here = new Set(messages.map((message) => message.id))
    for (const [id, about] of jobs) {
      const sending = here.has(id) ? undefined : about.find((job) => job.task.t === 'send')
      const message = sending && unsent(sending, this.engine.replica.me)
      if (message) shown.push({ message, jobs: about })
    }
    return shown
  }

  /** Finds the messages that replies answer: in the window, on disk, or by asking. */
  async #findQuoted(): Promise<void> {
    const waiting = this.engine.outbox
      .of(this.chat)
      .map((job) => (job.task.t === 'send' ? job.task.reply?.seq : null))
    for (const seq of [...this.window.messages.map((message) => message.reply_to), ...waiting]) {
      if (seq == null || this.#quoted.get(seq)) continue
      const found = await this.engine.replica.message(this.chat, seq)
      if (!found && !this.#quoted.has(seq)) void this.engine.history.fetch(this.chat, { around: seq })
      this.#quoted.set(seq, found)
    }
  }

  /** One step after the other: each sees what the one before has left. */
  #then<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(step)
    this.#turn = turn.catch(() => {})
    return turn
  }
}
