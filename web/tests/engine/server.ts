/** A small server that keeps the protocol's promises, in memory: what the engine is tested against. */
import { splitScope } from '../../src/api/rows'
import {
  ROW_DEFAULTS,
  SYNCED_MEMBERS,
  type AnyCommand,
  type AnyRow,
  type ChangeChatSettings,
  type Chat,
  type ChatSettings,
  type ClientFrame,
  type Draft,
  type Mark,
  type Member,
  type Membership,
  type Message,
  type HiddenMessage,
  type Pin,
  type Rows,
} from '../../src/api/schema'
import { called, callsOf } from './called'
import { carryOut } from './commands'
import { FolderBoard, type FolderCommand } from './folders'
import { Link } from './link'
import { ReactionBoard } from './reactions'
import { ScheduleBoard, type ScheduleCommand } from './scheduled'

export { Link }

/** A page of changed messages; more news than that leaves a hole. */
export const PAGE = 20

interface ChatState {
  chat: Chat
  rev: number
  marksRev: number
  members: Map<string, Member>
  memberships: Map<string, Membership>
  marks: Map<string, Mark>
  pins: Map<number, Pin>
  /** By user and number. */
  hidden: Map<string, HiddenMessage & { user: string }>
  messages: Message[]
}

export class FakeServer {
  epoch = 'first'
  now = 1_700_000_000_000
  links = new Set<Link>()
  chats = new Map<string, ChatState>()
  accountRevs = new Map<string, number>()
  /** By user and chat. */
  drafts = new Map<string, Map<string, Draft>>()
  /** By user and chat. */
  settings = new Map<string, Map<string, ChatSettings>>()
  readonly reactions = new ReactionBoard()
  readonly folders = new FolderBoard()
  readonly scheduled = new ScheduleBoard()
  /** Every id that a message was committed under, in the order of the commits. */
  committed: string[] = []
  /** Says what becomes of a frame with rows: how often it arrives. */
  fate: (frame: Rows) => number = () => 1
  /** Answers a command instead of the server; null lets it pass. */
  refuse: (command: AnyCommand) => { code: string; retry?: boolean; retry_after_ms?: number } | null = () =>
    null
  /** Takes effect, but the answer is lost with the connection. */
  swallow: (command: AnyCommand) => boolean = () => false
  calls: AnyCommand[] = []
  /** What is written is over after so many milliseconds; null: never. */
  lifetime: number | null = null
  #held: (() => void)[] | null = null

  /** Keeps frames with rows back until `release`, which lets them go the other way round. */
  hold(): void {
    this.#held ??= []
  }

  release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const deliver of held.reverse()) deliver()
  }

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

  isMember(state: ChatState, user: string): boolean {
    const membership = state.memberships.get(user)
    return membership !== undefined && !membership.left
  }

  /** The rows of a scope after a revision, as `hello` and `get_changes` give them. */
  changes(scope: string, after: number, user: string): Rows {
    const [kind, id] = splitScope(scope)
    const newer = <R extends AnyRow>(rows: Iterable<R>) => [...rows].filter((row) => row.rev > after)
    if (kind === 'account') {
      const mine = [...this.chats.values()].flatMap((state) => state.memberships.get(user) ?? [])
      const kept = this.settings.get(user)?.values() ?? []
      const hidden = [...this.chats.values()].flatMap((state) => [...state.hidden.values()])
      const own = hidden.flatMap(({ user: whose, ...row }) => (whose === user ? row : []))
      const rows = [
        ...mine,
        ...own,
        ...(this.drafts.get(user)?.values() ?? []),
        ...kept,
        ...this.folders.of(user),
        ...this.scheduled.of(user),
      ]
      return { type: 'rows', scope, after, rev: this.accountRevs.get(user) ?? 0, rows: newer(rows) }
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

  visible(state: ChatState, user: string): Message[] {
    const from = state.memberships.get(user)?.from_seq ?? 1
    return state.messages.filter((message) => message.seq >= from)
  }

  unread(state: ChatState, user: string): number {
    const { read_seq = 0 } = state.memberships.get(user) ?? {}
    const counts = (message: Message) => !message.deleted && !message.service && message.sender_id !== user
    return this.visible(state, user).filter((message) => message.seq > read_seq && counts(message)).length
  }

  chat(id: string): ChatState {
    const state = this.chats.get(id)
    if (!state) throw new Error(`no chat ${id}`)
    return state
  }

  create(id: string, users: readonly string[], kind: Chat['kind'] = 'group'): void {
    const people = { members: new Map(), memberships: new Map(), marks: new Map() }
    const maps = { ...people, pins: new Map(), hidden: new Map() }
    const own = { type: 'chat', id, rev: 1, kind, name: id, created_at: this.now } as const
    const chat: Chat = { ...ROW_DEFAULTS.chat, ...own }
    this.chats.set(id, { chat, rev: 1, marksRev: 0, messages: [], ...maps })
    for (const user of users) this.join(id, user)
  }

  join(id: string, user: string, from_seq = 1): void {
    const state = this.chat(id)
    this.#member(state, user, false)
    this.#count(state)
    state.memberships.set(user, this.#membership(state, user, { left: false, from_seq }))
    this.#pushAccount(user, state)
    this.#push(state, [state.chat, state.members.get(user) as Member])
  }

  leave(id: string, user: string): void {
    const state = this.chat(id)
    this.#member(state, user, true)
    this.#count(state)
    state.memberships.set(user, this.#membership(state, user, { left: true, from_seq: 1, read_seq: 0 }))
    this.#pushAccount(user, state)
    this.#push(state, [state.chat, state.members.get(user) as Member])
  }

  rename(id: string, name: string): void {
    const state = this.chat(id)
    state.chat = { ...state.chat, name, rev: ++state.rev }
    this.#push(state, [state.chat])
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
    this.#push(state, [row])
    return row
  }

  edit(chat: string, seq: number, text: string): Message {
    return this.#change(chat, seq, { text, ...called(text), edited_at: ++this.now })
  }

  /** Says on a message what is under it. */
  comment(chat: string, seq: number, comments: Message['comments']): Message {
    return this.#change(chat, seq, { comments })
  }

  /** Is the user told of what is new in a thread? */
  follow(chat: string, user: string, following: boolean): Membership {
    const state = this.chat(chat)
    const row = this.#membership(state, user, { following })
    state.memberships.set(user, row)
    this.#tellOwn(user, [row])
    return row
  }

  /** Changes who may do what. */
  allow(id: string, rights: Partial<Chat>): void {
    const state = this.chat(id)
    state.chat = { ...state.chat, ...rights, rev: ++state.rev }
    this.#push(state, [state.chat])
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
      state.memberships.set(other, this.#membership(state, other, { from_seq: up_to + 1 }))
      this.#pushAccount(other, state)
    }
  }

  hide(chat: string, user: string, seqs: readonly number[]): void {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    this.accountRevs.set(user, rev)
    const rows = seqs.map((seq) => ({ type: 'hidden_message', chat_id: chat, seq, rev }) as const)
    for (const row of rows) this.chat(chat).hidden.set(`${user} ${String(row.seq)}`, { ...row, user })
    this.#tellOwn(user, rows)
  }

  pin(chat: string, seq: number, user: string | null): Pin {
    const state = this.chat(chat)
    const rest = { pinned_by: user, pinned_at: user ? this.now : 0, removed: user === null }
    const row: Pin = { type: 'pin', chat_id: chat, seq, rev: ++state.rev, ...rest }
    state.pins.set(seq, row)
    this.#push(state, [row])
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
    this.#tell(state, { type: 'rows', scope: `marks:${chat}`, after: row.rev - 1, rev: row.rev, rows: [row] })
    const membership = state.memberships.get(user)
    if (!membership || membership.left || read <= membership.read_seq) return
    state.memberships.set(user, this.#membership(state, user, { read_seq: read }))
    this.#pushAccount(user, state)
  }

  /** Keeps a draft for the devices of its writer; an empty one takes it away. */
  saveDraft(user: string, chat_id: string, text: string, reply_to: number | null = null): Draft {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    this.accountRevs.set(user, rev)
    const content = text.trim() === '' ? { text: '', reply_to: null } : { text, reply_to }
    const row: Draft = { type: 'draft', chat_id, rev, saved_at: this.now, ...content }
    this.drafts.set(user, (this.drafts.get(user) ?? new Map<string, Draft>()).set(chat_id, row))
    this.#tellOwn(user, [row])
    return row
  }

  /** Keeps a chat for the devices of a user; of two pins the later comes to the top. */
  keep(user: string, change: Omit<ChangeChatSettings, 'type'>): ChatSettings {
    const mine = this.settings.get(user) ?? new Map<string, ChatSettings>()
    this.settings.set(user, mine)
    const state = this.chat(change.chat_id)
    const blank = { muted_until: 0, pinned: null, archived_seq: null, unread_seq: null }
    const row = { ...blank, ...mine.get(change.chat_id) }
    const top = Math.min(1, ...[...mine.values()].flatMap(({ pinned }) => pinned ?? []))
    if (change.muted_until != null) row.muted_until = change.muted_until
    if (change.marked_unread != null)
      row.unread_seq = change.marked_unread ? (state.memberships.get(user)?.read_seq ?? 0) : null
    if (change.archived != null) row.archived_seq = change.archived ? state.messages.length : null
    if (change.archived || change.pinned === false) row.pinned = null
    if (change.pinned) [row.pinned, row.archived_seq] = [row.pinned ?? top - 1, null]
    return this.#settings(user, change.chat_id, row)
  }

  order(user: string, chats: readonly string[]): { settings: ChatSettings[] } {
    const rows = [...(this.settings.get(user)?.values() ?? [])].filter(({ pinned }) => pinned !== null)
    rows.sort((a, b) => (a.pinned ?? 0) - (b.pinned ?? 0))
    rows.sort((a, b) => chats.indexOf(a.chat_id) - chats.indexOf(b.chat_id))
    const moved = (row: ChatSettings, pinned: number) => this.#settings(user, row.chat_id, { ...row, pinned })
    return { settings: rows.map(moved) }
  }

  /** Answers with the row that was saved; to what saves none, that it is done. */
  folder(user: string, command: FolderCommand): object {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    const rows = this.folders.do(user, command, rev)
    this.accountRevs.set(user, rev)
    this.#tellOwn(user, rows, rev)
    return (command.type === 'save_folder' && rows[0]) || {}
  }

  /** Answers with the row that a command writes; sent now, with the message's place. */
  schedule(user: string, command: ScheduleCommand): object {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    const known = this.scheduled.find(user, command.id)
    const row = this.scheduled.do(user, command, rev, this.now)
    if (row !== known) {
      this.accountRevs.set(user, rev)
      this.#tellOwn(user, [row], rev)
    }
    if (command.type !== 'send_scheduled_message' || !known || known.deleted) return row
    return this.write(known.chat_id, known.id, user, known.text ?? '', known.reply_to)
  }

  #settings(
    user: string,
    chat_id: string,
    values: Omit<ChatSettings, 'type' | 'chat_id' | 'rev'>,
  ): ChatSettings {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    this.accountRevs.set(user, rev)
    const row: ChatSettings = { ...values, type: 'chat_settings', chat_id, rev }
    this.settings.get(user)?.set(chat_id, row)
    this.#tellOwn(user, [row])
    return row
  }

  #change(chat: string, seq: number, change: Partial<Message>): Message {
    const state = this.chat(chat)
    const old = state.messages[seq - 1]
    if (!old || old.deleted) throw new Error('message_not_found')
    const row = { ...old, ...change, rev: ++state.rev }
    state.messages[seq - 1] = row
    this.#push(state, [row])
    return row
  }

  #member(state: ChatState, user: string, left: boolean): void {
    const key = { chat_id: state.chat.id, user_id: user, rev: ++state.rev }
    const rest = { username: user, name: `Name of ${user}`, role: 'member', joined_at: this.now } as const
    state.members.set(user, { type: 'member', ...key, ...rest, left })
  }

  #count(state: ChatState): void {
    const members = [...state.members.values()].filter((member) => !member.left)
    // Same revision as the member's row: one change, two rows.
    state.chat = { ...state.chat, member_count: members.length, rev: state.rev }
  }

  #membership(state: ChatState, user: string, change: Partial<Membership>): Membership {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    this.accountRevs.set(user, rev)
    const old = state.memberships.get(user)
    const blank = {
      type: 'membership',
      chat_id: state.chat.id,
      from_seq: 1,
      read_seq: 0,
      following: true,
      left: false,
    } as const
    return { ...blank, ...old, ...change, rev }
  }

  #push(state: ChatState, rows: readonly AnyRow[]): void {
    const { chat, rev } = state
    this.#tell(state, { type: 'rows', scope: `chat:${chat.id}`, after: rev - 1, rev, rows })
  }

  #pushAccount(user: string, state: ChatState): void {
    const row = state.memberships.get(user) as Membership
    this.#tellOwn(user, [row])
    if (row.left || state.messages.length + state.members.size === 0) return
    // Whoever comes in is sent the chat from the start.
    for (const link of this.links) {
      if (!link.hello || link.user !== user || row.read_seq > 0) continue
      for (const scope of [`chat:${row.chat_id}`, `marks:${row.chat_id}`]) {
        this.#deliver(link, this.changes(scope, 0, user))
      }
    }
  }

  /** Tells all devices of a user what changed in their account. */
  #tellOwn(user: string, rows: readonly AnyRow[], rev = rows[0]?.rev ?? 0): void {
    const frame: Rows = { type: 'rows', scope: `account:${user}`, after: rev - 1, rev, rows }
    for (const link of this.links) if (link.hello && link.user === user) this.#deliver(link, frame)
  }

  #tell(state: ChatState, frame: Rows): void {
    for (const link of this.links)
      if (link.hello && this.isMember(state, link.user)) this.#deliver(link, frame)
  }

  #deliver(link: Link, frame: Rows): void {
    const deliver = () => link.tell(frame)
    for (let copies = this.fate(frame); copies > 0; copies--) {
      if (this.#held) this.#held.push(deliver)
      else deliver()
    }
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
