/** The durable queue of commands: what the user did and the server has not answered yet. */
import type { Database, Job, Task } from '../store/schema'
import type { Replica } from '../sync/replica'

const CONTENT: ReadonlySet<string> = new Set<Task['t']>(['send', 'edit', 'delete', 'react', 'vote'])
const QUIET: ReadonlySet<string> = new Set<Task['t']>(['read', 'keep', 'order', 'folders', 'hide', 'clear'])

/** Is it shown while it waits, and when it was refused? */
export const waits = ({ task }: Job): boolean => !QUIET.has(task.t)

/** What is done with messages goes in order within a chat, `read` marks beside it; how chats are kept, in one order. */
export const lane = (job: Job) =>
  waits(job) ? job.chat : job.task.t === 'read' ? `read ${job.chat}` : 'keep'

export class Outbox {
  /** In the order in which they were given. */
  readonly jobs = new Map<number, Job>()
  #last = 0
  /** Is there no room to store anything? Then jobs are shown, and neither stored nor sent. */
  held = false

  /** @param changed hears of the chat whose jobs changed */
  constructor(
    readonly db: Database,
    readonly replica: Replica,
    readonly changed: (chat: string) => void,
  ) {}

  /** Reads what an earlier run left; what was under way then is sent again, which harms nothing. */
  async load(): Promise<void> {
    for (const job of await this.db.getAll('outbox')) this.jobs.set(job.n, job)
  }

  /** The jobs of a chat that make or change its messages, oldest first. */
  of(chat: string): Job[] {
    return this.deeds(chat).filter(({ task }) => CONTENT.has(task.t))
  }

  /** The jobs of a chat that are shown while they wait, oldest first. */
  deeds(chat: string): Job[] {
    return [...this.jobs.values()].filter((job) => job.chat === chat && waits(job))
  }

  /** The last job about a message. */
  about(id: string, kind?: Task['t']): Job | null {
    const found = [...this.jobs.values()].filter((job) => job.id === id && (!kind || job.task.t === kind))
    return found[found.length - 1] ?? null
  }

  /** How many are still to be sent. */
  get waiting(): number {
    return [...this.jobs.values()].filter((job) => job.failed === null && waits(job)).length
  }

  /** Queues a job: shown at once, on disk when this resolves. */
  add(given: Omit<Job, 'n' | 'failed'>): Promise<void> {
    return this.#put({ ...given, n: this.#next(), failed: null })
  }

  /** Marks how far a chat has been read: one job a chat, and the count follows at once. */
  async read(chat: string, seq: number, at: number): Promise<void> {
    const place = this.replica.places.get(chat)
    if (!place?.shown || seq <= place.readSeq) return
    const waiting = this.about(chat, 'read')
    const n = waiting?.n ?? this.#next()
    const job: Job = {
      n,
      chat,
      id: chat,
      seq: null,
      at,
      task: { t: 'read', seq },
      tried: false,
      failed: null,
    }
    this.jobs.set(n, job)
    const stores = ['outbox'] as const
    await this.replica.transact(
      async (writer) => {
        void writer.transaction.objectStore('outbox').put(job)
        writer.read(place, seq)
      },
      { stores, durability: 'strict' },
    )
    this.changed(chat)
  }

  /** Changes a waiting job. */
  async update(job: Job, change: Partial<Pick<Job, 'task' | 'tried' | 'failed' | 'seq'>>): Promise<Job> {
    const changed = { ...job, ...change }
    await this.#put(changed)
    return changed
  }

  /** It is done, or not wanted any more. */
  async remove(job: Job): Promise<void> {
    if (this.jobs.get(job.n)?.id !== job.id) return
    this.jobs.delete(job.n)
    this.changed(job.chat)
    await this.db.delete('outbox', job.n)
  }

  /** These messages are in their chat: the jobs that sent them are done, answer or not. */
  async settle(ids: Iterable<string>): Promise<void> {
    const settled = new Set(ids)
    const done = [...this.jobs.values()].filter((job) => job.task.t === 'send' && settled.has(job.id))
    await Promise.all(done.map((job) => this.remove(job)))
  }

  /** The user left a chat: nothing of it can be sent. */
  async drop(chat: string): Promise<void> {
    for (const job of [...this.jobs.values()]) if (job.chat === chat) await this.remove(job)
  }

  /** Places are another database's: messages are found again by their ids, marks mean nothing any more. */
  async reset(): Promise<void> {
    for (const job of [...this.jobs.values()]) {
      if (job.task.t === 'read' || job.task.t === 'hide' || job.task.t === 'clear') await this.remove(job)
      else if (job.seq !== null) await this.update(job, { seq: null })
    }
  }

  /** From now on nothing is stored; these jobs are here, too. */
  hold(jobs: Iterable<Job>): void {
    this.held = true
    for (const job of jobs) if (!this.jobs.has(job.n)) this.jobs.set(job.n, job)
  }

  /** There is room: everything is on disk when this resolves. */
  async release(): Promise<void> {
    const { store, done } = this.db.transaction('outbox', 'readwrite', { durability: 'strict' })
    await Promise.all([...[...this.jobs.values()].map((job) => store.put(job)), done])
    this.held = false
  }

  #next(): number {
    this.#last = Math.max(this.#last, ...this.jobs.keys()) + 1
    return this.#last
  }

  async #put(job: Job): Promise<void> {
    this.jobs.set(job.n, job)
    this.changed(job.chat)
    if (this.held) return
    const { store, done } = this.db.transaction('outbox', 'readwrite', { durability: 'strict' })
    await Promise.all([store.put(job), done])
  }
}
