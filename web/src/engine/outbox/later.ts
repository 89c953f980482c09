/** Messages that are to be sent later: what changes make of them, and how the server is told. */
import type { ScheduledMessage } from '../../api/schema'
import type { LaterChange, ScheduledRow } from '../later'
import type { Connection } from '../net/connection'
import type { Job } from '../store/schema'
import type { Replica } from '../sync/replica'
import type { Outbox } from './outbox'

type Given = Readonly<{ chat: string; id: string; change: LaterChange }>

const changeOf = ({ task }: Job): LaterChange | null => (task.t === 'later' ? task.change : null)

/** May it still be changed here? Not after it may have reached the server, unless that refused it. */
const open = ({ tried, failed }: Job) => !tried || failed !== null

/** What is scheduled in a chat, as it will be once everything that waits is done; the earliest first. */
export function scheduled(
  chat: string,
  known: Iterable<ScheduledMessage>,
  jobs: Iterable<Job>,
): ScheduledRow[] {
  const rows = new Map<string, ScheduledRow>()
  for (const { id, chat_id, deleted, text, due_at, failed } of known)
    if (chat_id === chat && !deleted)
      rows.set(id, { key: id, text, at: due_at, error: failed, waiting: false })
  for (const job of jobs) {
    const change = changeOf(job)
    const row = rows.get(job.id)
    if (!change || job.chat !== chat) continue
    if (change.t === 'make') {
      const { text, at } = change
      rows.set(job.id, { key: job.id, text, at, error: job.failed, waiting: job.failed === null })
    } else if (change.t !== 'change') rows.delete(job.id)
    else if (row) {
      const { text = row.text, at = row.at } = change
      rows.set(job.id, { ...row, text, at, error: null, waiting: true })
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

/** Queues a change; what the server has not heard of yet is changed in place. */
export async function intend({ chat, id, change }: Given, outbox: Outbox, at: number): Promise<void> {
  const jobs = [...outbox.jobs.values()].filter((job) => job.id === id && changeOf(job))
  const made = jobs.find((job) => changeOf(job)?.t === 'make')
  const content = made && changeOf(made)
  const job = { chat, id, seq: null, at, tried: false }
  // Handed over twice, by a page that did not hear that the first time was enough.
  if (change.t === 'make' && made) return
  if (made && open(made) && content?.t === 'make') {
    if (change.t === 'change') {
      const task = { t: 'later', change: { ...content, ...change, t: 'make' } } as const
      return void (await outbox.update(made, { task, tried: false, failed: null }))
    }
    await outbox.remove(made)
    const { text, reply } = content
    if (change.t === 'send')
      await outbox.add({
        ...job,
        task: { t: 'send', text, reply: reply === null ? null : { id: reply, seq: null } },
      })
    return
  }
  // Of what goes nothing else has to be told any more.
  if (change.t === 'cancel') for (const each of jobs) if (open(each)) await outbox.remove(each)
  await outbox.add({ ...job, task: { t: 'later', change } })
}

/** Asks the server for a change. Resolves when it is done; rejects with the refusal, or if no answer came. */
export async function tell(
  { chat, id }: Job,
  change: LaterChange,
  replica: Replica,
  connection: Pick<Connection, 'call'>,
): Promise<void> {
  if (change.t === 'make') {
    const { text, at, reply } = change
    const reply_to = reply === null ? null : ((await replica.messageById(reply))?.seq ?? null)
    const what = { chat_id: chat, id, text, reply_to, due_at: at }
    return replica.take([await connection.call({ type: 'schedule_message', ...what })])
  }
  if (change.t === 'change') {
    const { text = null, at = null } = change
    const row = await connection.call({ type: 'change_scheduled_message', id, text, due_at: at })
    return replica.take([row])
  }
  await connection.call({
    type: change.t === 'send' ? 'send_scheduled_message' : 'cancel_scheduled_message',
    id,
  })
  const row = replica.scheduled.get(id)
  // Half a revision: it holds until the server's own row comes.
  if (row && !row.deleted) await replica.take([{ ...row, text: '', rev: row.rev + 0.5, deleted: true }])
}
