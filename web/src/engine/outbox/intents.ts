/** Turns what the user does with messages into jobs; what has not left yet is changed in place. */
import type { Clock } from '../net/clock'
import type { Command } from '../rpc'
import type { Job } from '../store/schema'
import type { Replica } from '../sync/replica'
import type { Drain } from './drain'
import { waits, type Outbox } from './outbox'

type About<T extends Command['t']> = Extract<Command, { t: T }>

/** Messages of one command. */
const MOST_HIDDEN = 100

const PINNING: ReadonlySet<string> = new Set<Job['task']['t']>(['pin', 'unpin', 'unpin_all'])

/** May its content still change? Not after it may have reached the server, unless that refused it. */
const open = (job: Job | null): job is Job => job !== null && (!job.tried || job.failed !== null)

export class Intents {
  constructor(
    readonly outbox: Outbox,
    readonly drain: Drain,
    readonly replica: Replica,
    readonly clock: Clock,
  ) {}

  async send({ chat, id, text, reply, lifetime, poll }: About<'send'>): Promise<void> {
    // Handed over twice, by a page that did not hear that the first time was enough.
    if (this.outbox.about(id, 'send') || (await this.replica.messageById(id))) return
    const seq = reply === null ? null : ((await this.replica.messageById(reply))?.seq ?? null)
    const tried = (reply === null || seq !== null) && this.drain.free(chat)
    const task = {
      t: 'send',
      text,
      reply: reply === null ? null : { id: reply, seq },
      lifetime,
      poll,
    } as const
    await this.outbox.add({ chat, id, seq: null, task, at: this.clock.now(), tried })
    this.drain.run()
  }

  async edit({ chat, id, text }: About<'edit'>): Promise<void> {
    const sending = this.outbox.about(id, 'send')
    const editing = this.outbox.about(id, 'edit')
    if (open(sending) && sending.task.t === 'send' && !sending.task.forward) {
      await this.outbox.update(sending, { task: { ...sending.task, text }, tried: false, failed: null })
    } else if (open(editing) && editing.task.t === 'edit') {
      const task = { ...editing.task, text, ...(editing.failed !== null && { seen: null }) }
      await this.outbox.update(editing, { task, tried: false, failed: null })
    } else {
      // What is under way was written here: the new change follows it, whatever it will have made of the message.
      const message = sending || editing ? null : await this.replica.messageById(id)
      await this.#add(chat, id, { t: 'edit', text, seen: message ? (message.edited_at ?? 0) : null })
    }
    this.drain.run()
  }

  async delete({ chat, id }: About<'delete'>): Promise<void> {
    const sending = this.outbox.about(id, 'send')
    if (open(sending)) return this.#discard(id)
    for (const job of this.#jobs(id)) if (open(job)) await this.outbox.remove(job)
    await this.#add(chat, id, { t: 'delete' })
    this.drain.run()
  }

  async pin({ chat, id }: About<'pin'>): Promise<void> {
    await this.#pinning((job) => job.id === id)
    await this.#add(chat, id, { t: 'pin' })
    this.drain.run()
  }

  async unpin({ chat, id }: About<'unpin'>): Promise<void> {
    await this.#pinning((job) => job.id === id)
    await this.#add(chat, id, { t: 'unpin' })
    this.drain.run()
  }

  async unpin_all({ chat }: About<'unpin_all'>): Promise<void> {
    await this.#pinning((job) => job.chat === chat)
    await this.#queue(chat, { t: 'unpin_all' })
    this.drain.run()
  }

  /** Hidden here at once; the row that the server makes of it takes the place of ours. */
  async hide({ chat, ids }: About<'hide'>): Promise<void> {
    const found = await Promise.all(ids.map((id) => this.replica.messageById(id)))
    const seqs = found.flatMap((message) => (message?.chat_id === chat ? message.seq : []))
    for (let at = 0; at < seqs.length; at += MOST_HIDDEN)
      await this.#queue(chat, { t: 'hide', seqs: seqs.slice(at, at + MOST_HIDDEN) })
    await this.replica.take(seqs.map((seq) => ({ type: 'hidden_message', chat_id: chat, seq, rev: 0 })))
    this.drain.run()
  }

  /** Cleared here at once, as far as this device has heard of the chat; what waits to be sent stays. */
  async clear({ chat, both }: About<'clear'>): Promise<void> {
    const { membership, lastSeq: upTo } = this.replica.place(chat).record
    if (!membership || upTo === 0) return
    await this.#queue(chat, { t: 'clear', upTo, both })
    await this.replica.take([{ ...membership, rev: membership.rev + 0.5, from_seq: upTo + 1 }])
    this.drain.run()
  }

  async react({ chat, id, emoji, on }: About<'react'>): Promise<void> {
    const waiting = this.outbox.about(id, 'react')
    if (open(waiting) && waiting.task.t === 'react') {
      await this.outbox.update(waiting, {
        task: { t: 'react', wanted: { ...waiting.task.wanted, [emoji]: on } },
      })
    } else await this.#add(chat, id, { t: 'react', wanted: { [emoji]: on } })
    this.drain.run()
  }

  async vote({ chat, id, options }: About<'vote'>): Promise<void> {
    const waiting = this.outbox.about(id, 'vote')
    if (open(waiting)) await this.outbox.update(waiting, { task: { t: 'vote', options } })
    else await this.#add(chat, id, { t: 'vote', options })
    this.drain.run()
  }

  async retry({ id }: About<'retry'>): Promise<void> {
    for (const job of this.#jobs(id)) {
      if (job.failed === null) continue
      // Whoever insists has seen what is there now.
      const again = job.task.t === 'edit' ? { task: { ...job.task, seen: null }, tried: false } : {}
      await this.outbox.update(job, { ...again, failed: null })
    }
    this.drain.run()
  }

  /** Gives up what failed or has not left; the message is then as the server has it. */
  async discard({ id }: About<'discard'>): Promise<void> {
    if (open(this.outbox.about(id, 'send'))) return this.#discard(id)
    for (const job of this.#jobs(id)) if (open(job)) await this.outbox.remove(job)
  }

  async read({ chat, id }: About<'read'>): Promise<void> {
    const seq = (await this.replica.messageById(id))?.seq
    if (seq !== undefined) await this.outbox.read(chat, seq, this.clock.now())
    this.drain.run()
  }

  /** Everything that has come to a chat counts as read. */
  async readAll({ chat }: About<'readAll'>): Promise<void> {
    const seq = this.replica.places.get(chat)?.record.lastSeq ?? 0
    await this.outbox.read(chat, seq, this.clock.now())
    this.drain.run()
  }

  async keep({ chat, change }: About<'keep'>): Promise<void> {
    await this.#queue(chat, { t: 'keep', change })
    this.drain.run()
  }

  async orderPinned({ chats }: About<'orderPinned'>): Promise<void> {
    await this.#queue('', { t: 'order', chats })
    this.drain.run()
  }

  async folders({ change }: About<'folders'>): Promise<void> {
    const id = change.t === 'order' ? '' : change.id
    // Of a folder that goes nothing else has to be told any more.
    if (change.t === 'delete')
      for (const job of this.outbox.jobs.values()) if (job.id === id) await this.outbox.remove(job)
    await this.#queue('', { t: 'folders', change }, id)
    this.drain.run()
  }

  async forward(command: About<'forward'>): Promise<void> {
    const { intend } = await import('./forwarding')
    await intend(command, this.outbox, this.replica, this.clock.now())
    this.drain.run()
  }

  async later(command: About<'later'>): Promise<void> {
    const { intend } = await import('./later')
    await intend(command, this.outbox, this.clock.now())
    this.drain.run()
  }

  /** What was to be pinned or unpinned before and has not left means nothing any more. */
  async #pinning(about: (job: Job) => boolean): Promise<void> {
    for (const job of this.outbox.jobs.values())
      if (PINNING.has(job.task.t) && open(job) && about(job)) await this.outbox.remove(job)
  }

  async #discard(id: string): Promise<void> {
    for (const job of this.#jobs(id)) await this.outbox.remove(job)
  }

  #jobs(id: string): Job[] {
    return [...this.outbox.jobs.values()].filter((job) => job.id === id && waits(job))
  }

  #queue(chat: string, task: Job['task'], id = chat): Promise<void> {
    return this.outbox.add({ chat, id, seq: null, task, at: this.clock.now(), tried: false })
  }

  async #add(chat: string, id: string, task: Job['task']): Promise<void> {
    const seq = (await this.replica.messageById(id))?.seq ?? null
    await this.outbox.add({ chat, id, seq, task, at: this.clock.now(), tried: false })
  }
}
