/** Sends what waits in the outbox: in order within a lane, for ever unless the server refuses it for good. */
import { backoff, type Backoff } from '../net/backoff'
import type { Connection } from '../net/connection'
import { Refusal } from '../net/failure'
import type { Job } from '../store/schema'
import type { Replica } from '../sync/replica'
import { lane, ofMessage, type Outbox } from './outbox'

const FIRST_DELAY = 1000
const LONGEST_DELAY = 60_000

/** Refusals that mean for a deletion that there is nothing left to delete. */
const GONE = ['message_not_found', 'message_deleted']

export class Drain {
  #busy = new Set<string>()
  #delays = new Map<string, Backoff>()

  constructor(
    readonly outbox: Outbox,
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call' | 'online' | 'around'>,
  ) {}

  /** Would a job be sent at once? Then what goes to disk says already that it was tried. */
  free(lane: string): boolean {
    return (
      this.connection.online &&
      !this.#busy.has(lane) &&
      ![...this.outbox.jobs.values()].some(
        (job) => job.failed === null && job.chat === lane && ofMessage(job),
      )
    )
  }

  /** Sends the first job of every lane that has nothing under way. */
  run(): void {
    if (!this.connection.online) return
    const held = new Set<string>()
    for (const job of this.outbox.jobs.values()) {
      const way = lane(job)
      if (job.failed !== null || this.#busy.has(way) || held.has(way)) continue
      // What is marked as unread is so from where reading has ended.
      if (job.task.t === 'keep' && this.outbox.about(job.chat, 'read')) {
        held.add(way)
        continue
      }
      this.#busy.add(way)
      void this.#send(job)
    }
  }

  async #send(waiting: Job): Promise<void> {
    const way = lane(waiting)
    let delay: number | null = null
    try {
      await this.#perform(waiting.tried ? waiting : await this.#prepare(waiting))
      this.#delays.delete(way)
    } catch (reason) {
      if (reason instanceof Refusal && !reason.retry && !reason.signedOut) {
        // If the disk refuses, the job is simply sent once more.
        await this.#fail(waiting.n, reason).catch(() => {})
      } else delay = this.#delay(way, reason)
    }
    const next = () => {
      this.#busy.delete(way)
      this.run()
    }
    // Without a connection the next one begins the queue anew.
    if (delay === null || !this.connection.online) next()
    else this.connection.around.clock.after(delay, next)
  }

  /** Notes on disk that it may reach the server, with the content that it has now. */
  async #prepare(job: Job): Promise<Job> {
    const { task } = job
    if (!ofMessage(job)) return job
    if (task.t === 'edit') {
      const message = task.seen === null ? await this.replica.messageById(job.id) : null
      const seen = message ? (message.edited_at ?? 0) : task.seen
      return this.outbox.update(job, { tried: true, task: { ...task, seen } })
    }
    if (task.t !== 'send' || !task.reply || task.reply.seq !== null)
      return this.outbox.update(job, { tried: true })
    const seq = (await this.replica.messageById(task.reply.id))?.seq ?? null
    return this.outbox.update(job, { tried: true, task: { ...task, reply: { ...task.reply, seq } } })
  }

  async #perform(job: Job): Promise<void> {
    const { chat, id, task } = job
    if (task.t === 'send') {
      const reply_to = task.reply?.seq ?? null
      const sent = await this.connection.call({
        type: 'send_message',
        chat_id: chat,
        id,
        text: task.text,
        reply_to,
      })
      const row = { type: 'message', chat_id: chat, rev: 0, id, sender_id: this.replica.me } as const
      const rest = { edited_at: null, deleted: false, service: null, reactions: [] }
      await this.replica.take([{ ...row, ...rest, ...sent, text: task.text, reply_to }])
    } else if (task.t === 'read') {
      await this.connection.call({ type: 'mark_chat', chat_id: chat, read_seq: task.seq })
      // The reader has gone on meanwhile: the mark is sent once more.
      if (this.outbox.jobs.get(job.n) !== job) return
    } else if (task.t === 'keep') {
      const { mutedUntil = null, pinned = null, archived = null, marked = null } = task.change
      const row = await this.connection.call({
        type: 'change_chat_settings',
        chat_id: chat,
        muted_until: mutedUntil,
        pinned,
        archived,
        marked_unread: marked,
      })
      await this.replica.take([row])
    } else if (task.t === 'order') {
      const answer = await this.connection.call({ type: 'order_pinned_chats', chat_ids: task.chats })
      await this.replica.take(answer.settings)
    } else {
      const seq = job.seq ?? (await this.replica.messageById(id))?.seq
      if (seq === undefined) throw new Refusal({ code: 'message_not_found', message: '' })
      const at = { chat_id: chat, seq }
      if (task.t === 'edit') {
        const row = await this.connection.call({
          type: 'edit_message',
          ...at,
          text: task.text,
          known_edited_at: task.seen,
        })
        await this.replica.take([row])
      } else {
        await this.connection.call({ type: 'delete_message', ...at }).catch((reason: unknown) => {
          if (!(reason instanceof Refusal && GONE.includes(reason.code))) throw reason
        })
        const row = await this.replica.message(chat, seq)
        // Half a revision: it holds until the server's own row comes, whichever that is.
        if (row && !row.deleted)
          await this.replica.take([{ ...row, rev: row.rev + 0.5, deleted: true, text: '' }])
      }
    }
    await this.outbox.remove(job)
  }

  async #fail(n: number, refusal: Refusal): Promise<void> {
    const job = this.outbox.jobs.get(n)
    if (!job) return
    if (!ofMessage(job)) await this.outbox.remove(job)
    else await this.outbox.update(job, { failed: refusal.code })
  }

  #delay(way: string, reason: unknown): number {
    const known =
      this.#delays.get(way) ?? backoff(FIRST_DELAY, LONGEST_DELAY, this.connection.around.clock.random)
    this.#delays.set(way, known)
    const delay = known.next()
    // A server that says when knows best.
    return (reason instanceof Refusal ? reason.retryAfterMs : null) ?? delay
  }
}
