/** One chat in memory: its record, members and marks. */
import type { Mark, Member, Message } from '../../api/schema'
import type { ChatRecord } from '../store/schema'
import { covers } from './ranges'

export class Place {
  record: ChatRecord
  readonly members = new Map<string, Member>()
  readonly marks = new Map<string, Mark>()

  constructor(id: string, record: ChatRecord = blank(id)) {
    this.record = record
  }

  /** Is the user in this chat, and is the chat known yet? */
  get shown(): boolean {
    const { chat, membership } = this.record
    return chat !== null && !chat.deleted && membership !== null && !membership.left
  }

  get left(): boolean {
    return this.record.membership?.left ?? false
  }

  /** First message that this user may see. */
  get firstSeq(): number {
    return Math.max(this.record.membership?.from_seq ?? 1, this.record.startSeq, 1)
  }

  /** The last message before the unread ones. */
  get readSeq(): number {
    return Math.max(this.record.readSeq, this.firstSeq - 1)
  }

  /** Are all unread messages here, so that they can be counted? */
  get countable(): boolean {
    return covers(this.record.ranges, this.readSeq + 1, this.record.lastSeq)
  }

  counts(message: Message, me: string): boolean {
    return (
      message.seq > this.readSeq &&
      message.sender_id !== me &&
      !message.deleted &&
      !message.service &&
      !this.hides(message.seq)
    )
  }

  /** Does an unread message mean the user, by name or with everybody? */
  calls(message: Message, me: string): boolean {
    return means(message, me) && this.counts(message, me)
  }

  /** The numbers of the pinned messages, oldest first. */
  get pinned(): number[] {
    const pins = Object.values(this.record.pins ?? {})
    return pins.flatMap((pin) => (pin.removed ? [] : pin.seq)).sort((a, b) => a - b)
  }

  /** Has the user deleted this message for themselves? */
  hides(seq: number): boolean {
    return this.record.hidden?.[seq] !== undefined
  }

  /** What this user alone has made of messages, by their numbers. */
  get mine() {
    return {
      hides: (seq: number) => this.hides(seq),
      vote: (seq: number) => this.record.votes?.[seq],
    }
  }

  /** Forgets what is kept of messages before one, but for the messages themselves. */
  dropBefore(seq: number): void {
    const { pins, hidden, votes } = this.record
    if (pins) this.record.pins = from(pins, seq)
    if (hidden) this.record.hidden = from(hidden, seq)
    if (votes) this.record.votes = from(votes, seq)
    this.dropMentions(seq)
  }

  dropMentions(before: number): void {
    const { mentions } = this.record
    if (mentions) this.record.mentions = mentions.filter((seq) => seq >= before)
  }

  /** The other person of a direct chat. */
  peer(me: string): string | null {
    if (this.record.chat?.kind !== 'direct') return null
    for (const user of this.members.keys()) if (user !== me) return user
    return null
  }

  /** The name of a person as this chat has it, empty if not known; `gone` if the account was deleted. */
  name(user: string, gone = ''): string {
    const member = this.members.get(user)
    return member ? member.name || member.username || gone : ''
  }

  /** The members but me who have read as far as a message. */
  readers(seq: number, me: string): Member[] {
    return [...this.marks.values()]
      .filter((mark) => mark.user_id !== me && mark.read_seq >= seq)
      .flatMap((mark) => this.members.get(mark.user_id) ?? [])
      .filter((member) => !member.left)
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  /** How far somebody but me has received, and read, this chat. */
  seen(me: string): { delivered: number; read: number } {
    let delivered = 0
    let read = 0
    for (const mark of this.marks.values()) {
      if (mark.user_id === me || this.members.get(mark.user_id)?.left) continue
      read = Math.max(read, mark.read_seq)
      delivered = Math.max(delivered, mark.delivered_seq, mark.read_seq)
    }
    return { delivered, read }
  }
}

/** Does a message mean a user who has not written it? */
export function means({ mentions, sender_id }: Message, user: string): boolean {
  return sender_id !== user && !!mentions && (!!mentions.everybody || !!mentions.user_ids?.includes(user))
}

function from<R extends { seq: number }>(rows: Record<number, R>, seq: number): Record<number, R> {
  return Object.fromEntries(Object.values(rows).flatMap((row) => (row.seq >= seq ? [[row.seq, row]] : [])))
}

function blank(id: string): ChatRecord {
  return {
    id,
    chat: null,
    membership: null,
    rev: 0,
    marksRev: 0,
    holeRev: 0,
    ranges: [],
    lastSeq: 0,
    startSeq: 0,
    readSeq: 0,
    unread: 0,
    last: null,
  }
}
