/** Sends what waits in the outbox: in order within a lane, for ever unless the server refuses it for good. */
import { backoff, type Backoff } from '../net/backoff'
import type { Connection } from '../net/connection'
import { Refusal } from '../net/failure'
import type { Job } from '../store/schema'
import type { Replica } from '../sync/replica'
import { lane, waits, type Outbox } from './outbox'
import type { Pace } from './pace'
import type { Performer } from './perform'

const FIRST_DELAY = 1000
const LONGEST_DELAY = 60_000

export class Drain {
  /** There is none before anything was sent. */
  pace: Pace | null = null
  #busy = new Set<string>()
  #delays = new Map<string, Backoff>()
  #performer: Performer | null = null

  /** @param refused hears why what nobody sees waiting was not done */
  constructor(
    readonly outbox: Outbox,
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call' | 'online' | 'around'>,
    readonly refused: (refusal: Refusal) => void,
  ) {}

  /** Would a job be sent at once? Then what goes to disk says already that it was tried. */
  free(lane: string): boolean {
    return (
      this.connection.online &&
      !this.#busy.has(lane) &&
      !this.pace?.until(lane) &&
      ![...this.outbox.jobs.values()].some((job) => job.failed === null && job.chat === lane && waits(job))
    )
  }

  /** Sends the first job of every lane that has nothing under way. */
  run(): void {
    if (!this.connection.online) return
    const held = new Set<string>()
    const goes = this.pace?.filter()
    for (const job of this.outbox.jobs.values()) {
      const way = lane(job)
      if (job.failed !== null || goes?.(job) === false || this.#busy.has(way) || held.has(way)) continue
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
      if (this.pace?.refused(waiting, reason as Refusal)) delay = null
      else if (reason instanceof Refusal && !reason.retry && !reason.signedOut) {
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
    if (!waits(job)) return job
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
    // Loaded with the first that is to be sent; a load that fails is tried again as if no answer came.
    const { Pace, Performer } = await import('./perform')
    this.#performer ??= new Performer(this.replica, this.connection)
    this.pace ??= new Pace(this)
    await this.#performer.perform(job)
    // The reader has gone on meanwhile: the mark is sent once more.
    if (job.task.t === 'read' && this.outbox.jobs.get(job.n) !== job) return
    await this.outbox.remove(job)
    this.pace.sent(job)
  }

  /** One's own emoji that a message's row may not name. */
  own(id: string): readonly string[] {
    return this.#performer?.own(id) ?? []
  }

  async #fail(n: number, refusal: Refusal): Promise<void> {
    const job = this.outbox.jobs.get(n)
    if (!job) return
    // What a person thought is not worth a message that failed.
    const { task } = job
    const later = task.t === 'later' && task.change.t !== 'make'
    if (!waits(job) || later || task.t === 'react' || task.t === 'vote') {
      await this.outbox.remove(job)
      // What was drawn at once is taken back: that must not happen without a word.
      const told = task.t === 'keep' || task.t === 'folders' || task.t === 'vote' || later
      if (told || refusal.code === 'too_many_reactions') this.refused(refusal)
    } else await this.outbox.update(job, { failed: refusal.code })
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
