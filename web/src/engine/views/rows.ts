/** Messages as the timeline and the chat list show them. */
import type { AnyService, Comments, Message, Vote } from '../../api/schema'
import { shownReactions, type Wanted } from '../outbox/reacting'
import { pollRow, unsentPoll } from '../outbox/voting'
import type {
  CommentsRow,
  MessageRow,
  Quote,
  ReactionRow,
  SendState,
  ServiceEvent,
  TimelineRow,
} from '../rpc'
import type { Job } from '../store/schema'
import { means } from '../sync/place'

/** Where unsent messages stand: behind everything that has a place. */
const UNSENT = 2 ** 52
/** Messages of one sender that are further apart are two groups. */
const GROUP_MS = 5 * 60_000

/** What is known around a message. */
export interface Around {
  me: string
  online: boolean
  name(user: string): string
  /** What the user calls somebody, if anything of their own. */
  ownName(user: string): string
  /** What somebody is called whose account was deleted. */
  gone: string
  seen: { delivered: number; read: number }
  /** Milliseconds since the epoch. */
  now: number
  /** Has the user deleted this message for themselves? */
  hides(seq: number): boolean
  /** What the user has chosen in a poll, as far as the server knows. */
  vote(seq: number): Vote | undefined
  /** The numbers of the pinned messages. */
  pinned: ReadonlySet<number>
  /** One's own emoji that the row of a message may not name. */
  own(id: string): readonly string[]
  /** How much is unread in a thread that the user follows. */
  unreadIn(thread: string): number
  /** The message that a reply answers, where it is known. */
  quoted(seq: number): Message | null
}

/** A message that is shown and the jobs that wait for it. */
export interface Shown {
  message: Message
  jobs: readonly Job[]
}

/** The local calendar day, `2026-11-21`. */
export function dayOf(ms: number): string {
  const date = new Date(ms)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A message that only waits in the outbox, as if it were in the chat. */
export function unsent(job: Job, me: string): Message | null {
  if (job.task.t !== 'send') return null
  const { text, reply, forward: from, poll } = job.task
  const fixed = {
    type: 'message',
    rev: 0,
    edited_at: null,
    deleted: false,
    service: null,
    reactions: [],
    mentions: null,
    expires_at: null,
    comments: null,
    preview: null,
  } as const
  const seq = UNSENT + job.n
  const reply_to = reply?.seq ?? null
  const forward = from?.author ?? null
  return {
    ...fixed,
    id: job.id,
    chat_id: job.chat,
    seq,
    sender_id: me,
    sent_at: job.at,
    text,
    reply_to,
    forward,
    poll: poll ? unsentPoll(poll) : null,
  }
}

/** Is its time over, though the server has not told yet? */
export function over({ expires_at }: Message, now: number): boolean {
  return expires_at !== null && expires_at <= now
}

/** The rows of a run of messages, oldest first; deleted ones leave none. */
export function timelineRows(shown: readonly Shown[], around: Around): TimelineRow[] {
  const rows = shown.flatMap((one) => rowOf(one, around) ?? [])
  return rows.map((row, i) =>
    row.kind === 'message' ? { ...row, group: group(rows[i - 1], row, rows[i + 1]) } : row,
  )
}

function rowOf({ message, jobs }: Shown, around: Around): TimelineRow | null {
  const removing = jobs.some((job) => job.task.t === 'delete' && job.failed === null)
  if (message.deleted || over(message, around.now) || removing || around.hides(message.seq)) return null
  const at = message.sent_at
  const placed = { key: message.id, pos: message.seq, at, day: dayOf(at) }
  if (message.service) {
    return { ...placed, kind: 'service', event: serviceEvent(message.service, message.sender_id, around) }
  }
  const own = message.sender_id === around.me
  const edit = jobs.findLast((job) => job.task.t === 'edit')?.task
  const reactions = reactionRows(message, jobs, around)
  return {
    ...placed,
    kind: 'message',
    from: message.sender_id,
    name: around.name(message.sender_id),
    own,
    text: edit?.t === 'edit' ? edit.text : message.text,
    state: own ? stateOf(message, jobs, around) : null,
    error: jobs.find((job) => job.failed !== null)?.failed ?? null,
    edited: edit !== undefined || message.edited_at !== null,
    ...(message.edited_at !== null && { editedAt: message.edited_at }),
    deleted: false,
    reply: quoteOf(message, jobs, around),
    ...(reactions.length > 0 && { reactions }),
    group: 3,
    ...(around.pinned.has(message.seq) && { pinned: true }),
    ...(means(message, around.me) && { means: true }),
    ...(message.expires_at !== null && { expiresAt: message.expires_at }),
    ...(message.forward && { forward: forwardOf(message.forward, around) }),
    ...(message.poll && {
      poll: pollRow(message.poll, around.vote(message.seq), wantedOf(jobs), around.now),
    }),
    // A change that has not arrived may take the link away.
    ...(message.preview && !edit && { preview: message.preview }),
    ...(message.comments?.count && { comments: commentsOf(message.comments, around) }),
  }
}

function wantedOf(jobs: readonly Job[]): readonly number[] | null {
  const task = jobs.findLast((job) => job.task.t === 'vote')?.task
  return task?.t === 'vote' ? task.options : null
}

function commentsOf({ chat_id, count }: Comments, around: Around): CommentsRow {
  const unread = around.unreadIn(chat_id)
  return { count, ...(unread > 0 && { unread }) }
}

function forwardOf({ user_id, name }: NonNullable<Message['forward']>, around: Around) {
  return { from: user_id, name: around.ownName(user_id) || name || around.gone }
}

/** The six states of an own message. */
export function stateOf(message: Message, jobs: readonly Job[], around: Around): SendState {
  if (jobs.some((job) => job.failed !== null)) return 'failed'
  if (message.seq >= UNSENT) return around.online ? 'sending' : 'queued'
  if (message.seq <= around.seen.read) return 'read'
  return message.seq <= around.seen.delivered ? 'delivered' : 'sent'
}

function reactionRows(message: Message, jobs: readonly Job[], { me, name, own }: Around): ReactionRow[] {
  const wanted = jobs.reduce<Wanted>(
    (sum, { task }) => (task.t === 'react' ? { ...sum, ...task.wanted } : sum),
    {},
  )
  return shownReactions(message, wanted, { me, name, known: own(message.id) })
}

function quoteOf(message: Message, jobs: readonly Job[], around: Around): Quote | null {
  const task = jobs.find((job) => job.task.t === 'send')?.task
  const waiting = task?.t === 'send' ? task.reply : null
  if (message.reply_to === null && !waiting) return null
  const found = message.reply_to === null ? null : around.quoted(message.reply_to)
  // Until it is known the quote keeps its room, so that nothing moves when it comes.
  if (!found) return { id: waiting?.id ?? '', from: null, name: '', text: '', deleted: false }
  const { id, sender_id } = found
  const deleted = found.deleted || over(found, around.now) || around.hides(found.seq)
  const text = deleted ? '' : found.text
  return { id, from: sender_id, name: around.name(sender_id), text: text.slice(0, 200), deleted }
}

/** What a service message tells, with names. */
export function serviceEvent(said: AnyService, sender: string, around: Pick<Around, 'name'>): ServiceEvent {
  const by = around.name(sender)
  switch (said.type) {
    case 'group_created':
      return { t: 'created', by, title: said.name }
    case 'channel_created':
      return { t: 'created', by, title: said.name, channel: true }
    case 'owner_changed':
      return { t: 'role', by, name: around.name(said.user_id), role: 'owner' }
    case 'chat_renamed':
      return { t: 'renamed', by, title: said.name }
    case 'member_added':
      return { t: 'added', by, names: [around.name(said.user_id)] }
    case 'member_removed':
      return { t: 'removed', by, names: [around.name(said.user_id)] }
    case 'message_pinned':
      return { t: 'pinned', by }
    case 'lifetime_changed':
      return { t: 'lifetime', by }
    case 'address_changed':
      return { t: 'public', by, address: said.address ?? '' }
    case 'member_joined':
      return { t: 'joined', names: [by] }
    case 'member_left':
      return { t: 'left', names: [by] }
  }
}

function group(
  before: TimelineRow | undefined,
  row: MessageRow,
  after: TimelineRow | undefined,
): 0 | 1 | 2 | 3 {
  return ((joined(before, row) ? 0 : 1) | (joined(row, after) ? 0 : 2)) as 0 | 1 | 2 | 3
}

function joined(a: TimelineRow | undefined, b: TimelineRow | undefined): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message') return false
  return a.from === b.from && a.day === b.day && b.at - a.at < GROUP_MS
}
