/** A small server that keeps the protocol's promises, in memory: what the engine is tested against. */
import { splitScope } from '../../src/api/rows'
import {
  SYNCED_MEMBERS,
  type AnyCommand,
  type AnyRow,
  type ClientFrame,
  type Mark,
  type Message,
  type Pin,
  type Rows,
} from '../../src/api/schema'
import { called, callsOf } from './called'
import { carryOut } from './commands'
import { Link } from './link'
import { ReactionBoard } from './reactions'
import type { ScheduleCommand } from './scheduled'
import { Shelves } from './shelves'

export { Link }

/** A page of changed messages; more news than that leaves a hole. */
export const PAGE = 20

export class FakeServer extends Shelves {
  epoch = 'first'
  readonly reactions = new ReactionBoard()
  /** Every id that a message was committed under, in the order of the commits. */
  committed: string[] = []
  /** Answers a command instead of the server; null lets it pass. */
  refuse: (command: AnyCommand) => { code: string; retry?: boolean; retry_after_ms?: number } | null = () =>
    null
  /** Takes effect, but the answer is lost with the connection. */
  swallow: (command: AnyCommand) => boolean = () => false
  calls: AnyCommand[] = []
  /** What is written is over after so many milliseconds; null: never. */
  lifetime: number | null = null

  dial(user: string): Link {
    const link = new Link(this, user)
    this.links.add(link)
    return link
  }

  receive(link: Link, frame: ClientFrame): void {
    if (frame.type === 'ping') return link.tell({ type: 'pong' })
    if (frame.type === 'call') return this.#call(link, frame.ref, frame.command)
    const reset = frame.epoch !== '' && frame.epoch !== this.epoch
    link.hello = true
    const { epoch, now } = this
    const rest = { session_id: 's', heartbeat_s: 25, version: '0' }
    link.tell({ type: 'welcome', epoch, user_id: link.user, now, reset, ...rest })
    const had = (scope: string) => (reset ? 0 : (frame.revs?.[scope] ?? 0))
    for (const scope of this.scopes(link.user)) {
      const rows = this.changes(scope, had(scope), link.user)
      if (rows.rev > had(scope)) link.tell(rows)
    }
    link.tell({ type: 'synced' })
  }

  scopes(user: string): string[] {
    const mine = [...this.chats.values()].filter((state) => this.isMember(state, user))
    return [`account:${user}`, ...mine.flatMap(({ chat }) => [`chat:${chat.id}`, `marks:${chat.id}`])]
  }

  /** The rows of a scope after a revision, as `hello` and `get_changes` give them. */
  changes(scope: string, after: number, user: string): Rows {
    const [kind, id] = splitScope(scope)
    const newer = <R extends AnyRow>(rows: Iterable<R>) => [...rows].filter((row) => row.rev > after)
    if (kind === 'account') {
      return { type: 'rows', scope, after, rev: this.accountRevs.get(user) ?? 0, rows: newer(this.own(user)) }
    }
    const state = this.chat(id)
    if (kind === 'marks')
      return { type: 'rows', scope, after, rev: state.marksRev, rows: newer(state.marks.values()) }
    const messages = newer(this.visible(state, user))
    const from = state.memberships.get(user)?.from_seq ?? 1
    const pins = newer(state.pins.values()).filter((pin) => pin.seq >= from)
    const everybody = state.chat.member_count <= SYNCED_MEMBERS
    const members = newer(state.members.values()).filter(({ user_id }) => everybody || user_id === user)
    const rows = [...newer([state.chat]), ...members, ...pins]
    if (messages.length <= PAGE)
      return { type: 'rows', scope, after, rev: state.rev, rows: [...rows, ...messages] }
    const page = this.visible(state, user).slice(-PAGE)
    const unread = this.unread(state, user)
    const hole = { hole: true, unread, unread_mentions: callsOf(this.visible(state, user), user) }
    return { type: 'rows', scope, after, rev: state.rev, rows: [...rows, ...page], ...hole }
  }

  /** Commits a message; a repeat has no effect. Answers with its row. */
  write(
    chat: string,
    id: string,
    sender_id: string,
    text: string,
    reply_to: number | null = null,
    forward: Message['forward'] = null,
  ): Message {
    const state = this.chat(chat)
    const known = state.messages.find((message) => message.id === id)
    if (known) return known
    const place = { seq: state.messages.length + 1, rev: ++state.rev, sent_at: ++this.now }
    const made = { edited_at: null, expires_at: this.lifetime && this.now + this.lifetime, deleted: false }
    const rest = {
      ...made,
      service: null,
      reactions: [],
      forward,
      poll: null,
      comments: null,
      preview: null,
      ...called(text),
    }
    const row: Message = { type: 'message', chat_id: chat, id, sender_id, text, reply_to, ...place, ...rest }
    state.messages.push(row)
    this.committed.push(id)
    this.push(state, [row])
    return row
  }

  edit(chat: string, seq: number, text: string): Message {
    return this.#change(chat, seq, { text, ...called(text), edited_at: ++this.now })
  }

  /** Says on a message what is under it. */
  comment(chat: string, seq: number, comments: Message['comments']): Message {
    return this.#change(chat, seq, { comments })
  }

  react(chat: string, seq: number, user: string, emoji: readonly string[]): Message {
    return this.#change(chat, seq, { reactions: this.reactions.set(`${chat} ${String(seq)}`, user, emoji) })
  }

  erase(chat: string, seq: number): Message {
    return this.#change(chat, seq, {
      text: '',
      mentions: null,
      preview: null,
      expires_at: null,
      deleted: true,
    })
  }

  clear(chat: string, user: string, up_to: number, both = false): void {
    const state = this.chat(chat)
    for (const [other, membership] of state.memberships) {
      if ((other !== user && !both) || membership.from_seq > up_to) continue
      state.memberships.set(other, this.membership(state, other, { from_seq: up_to + 1 }))
      this.pushAccount(other, state)
    }
  }

  hide(chat: string, user: string, seqs: readonly number[]): void {
    const rev = this.nextRev(user)
    const rows = seqs.map((seq) => ({ type: 'hidden_message', chat_id: chat, seq, rev }) as const)
    for (const row of rows) this.chat(chat).hidden.set(`${user} ${String(row.seq)}`, { ...row, user })
    this.tellOwn(user, rows)
  }

  pin(chat: string, seq: number, user: string | null): Pin {
    const state = this.chat(chat)
    const rest = { pinned_by: user, pinned_at: user ? this.now : 0, removed: user === null }
    const row: Pin = { type: 'pin', chat_id: chat, seq, rev: ++state.rev, ...rest }
    state.pins.set(seq, row)
    this.push(state, [row])
    return row
  }

  mark(chat: string, user: string, read_seq: number, delivered_seq = read_seq): void {
    const state = this.chat(chat)
    const old = state.marks.get(user)
    const read = Math.max(old?.read_seq ?? 0, read_seq)
    const delivered = Math.max(old?.delivered_seq ?? 0, delivered_seq, read)
    if (old?.read_seq === read && old.delivered_seq === delivered) return
    const key = { chat_id: chat, user_id: user, rev: ++state.marksRev }
    const row: Mark = { type: 'mark', ...key, read_seq: read, delivered_seq: delivered }
    state.marks.set(user, row)
    this.tellMembers(state, {
      type: 'rows',
      scope: `marks:${chat}`,
      after: row.rev - 1,
      rev: row.rev,
      rows: [row],
    })
    const membership = state.memberships.get(user)
    if (!membership || membership.left || read <= membership.read_seq) return
    state.memberships.set(user, this.membership(state, user, { read_seq: read }))
    this.pushAccount(user, state)
  }

  /** Answers with the row that a command writes; sent now, with the message's place. */
  schedule(user: string, command: ScheduleCommand): object {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    const known = this.scheduled.find(user, command.id)
    const row = this.scheduled.do(user, command, rev, this.now)
    if (row !== known) {
      this.accountRevs.set(user, rev)
      this.tellOwn(user, [row], rev)
    }
    if (command.type !== 'send_scheduled_message' || !known || known.deleted) return row
    return this.write(known.chat_id, known.id, user, known.text ?? '', known.reply_to)
  }

  #change(chat: string, seq: number, change: Partial<Message>): Message {
    const state = this.chat(chat)
    const old = state.messages[seq - 1]
    if (!old || old.deleted) throw new Error('message_not_found')
    const row = { ...old, ...change, rev: ++state.rev }
    state.messages[seq - 1] = row
    this.push(state, [row])
    return row
  }

  #call(link: Link, ref: number, command: AnyCommand): void {
    this.calls.push(command)
    const refused = this.refuse(command)
    if (refused) return link.tell({ type: 'refused', ref, error: { message: refused.code, ...refused } })
    try {
      const result = carryOut(this, link.user, command)
      if (this.swallow(command)) link.cut()
      else link.tell({ type: 'answer', ref, result })
    } catch (reason) {
      const code = (reason as Error).message
      link.tell({ type: 'refused', ref, error: { code, message: code } })
    }
  }
}
