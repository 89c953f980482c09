/** The chats of the small server: who is in them, and who hears of what changes. */
import {
  ROW_DEFAULTS,
  type AnyRow,
  type Chat,
  type HiddenMessage,
  type Mark,
  type Member,
  type Membership,
  type Message,
  type Pin,
  type Rows,
} from '../../src/api/schema'
import { Delivery } from './delivery'

export interface ChatState {
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

export abstract class Rooms extends Delivery {
  now = 1_700_000_000_000
  chats = new Map<string, ChatState>()

  /** The rows of a scope after a revision. */
  abstract changes(scope: string, after: number, user: string): Rows

  isMember(state: ChatState, user: string): boolean {
    const membership = state.memberships.get(user)
    return membership !== undefined && !membership.left
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
    this.member(state, user, false)
    this.count(state)
    state.memberships.set(user, this.membership(state, user, { left: false, from_seq }))
    this.pushAccount(user, state)
    this.push(state, [state.chat, state.members.get(user) as Member])
  }

  leave(id: string, user: string): void {
    const state = this.chat(id)
    this.member(state, user, true)
    this.count(state)
    state.memberships.set(user, this.membership(state, user, { left: true, from_seq: 1, read_seq: 0 }))
    this.pushAccount(user, state)
    this.push(state, [state.chat, state.members.get(user) as Member])
  }

  rename(id: string, name: string): void {
    const state = this.chat(id)
    state.chat = { ...state.chat, name, rev: ++state.rev }
    this.push(state, [state.chat])
  }

  /** Is the user told of what is new in a thread? */
  follow(chat: string, user: string, following: boolean): Membership {
    const state = this.chat(chat)
    const row = this.membership(state, user, { following })
    state.memberships.set(user, row)
    this.tellOwn(user, [row])
    return row
  }

  /** Changes who may do what. */
  allow(id: string, rights: Partial<Chat>): void {
    const state = this.chat(id)
    state.chat = { ...state.chat, ...rights, rev: ++state.rev }
    this.push(state, [state.chat])
  }

  protected member(state: ChatState, user: string, left: boolean): void {
    const key = { chat_id: state.chat.id, user_id: user, rev: ++state.rev }
    const rest = { username: user, name: `Name of ${user}`, role: 'member', joined_at: this.now } as const
    state.members.set(user, { type: 'member', ...key, ...rest, left })
  }

  protected count(state: ChatState): void {
    const members = [...state.members.values()].filter((member) => !member.left)
    // Same revision as the member's row: one change, two rows.
    state.chat = { ...state.chat, member_count: members.length, rev: state.rev }
  }

  protected membership(state: ChatState, user: string, change: Partial<Membership>): Membership {
    const rev = this.nextRev(user)
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

  protected push(state: ChatState, rows: readonly AnyRow[]): void {
    const { chat, rev } = state
    this.tellMembers(state, { type: 'rows', scope: `chat:${chat.id}`, after: rev - 1, rev, rows })
  }

  protected pushAccount(user: string, state: ChatState): void {
    const row = state.memberships.get(user) as Membership
    this.tellOwn(user, [row])
    if (row.left || state.messages.length + state.members.size === 0) return
    // Whoever comes in is sent the chat from the start.
    for (const link of this.links) {
      if (!link.hello || link.user !== user || row.read_seq > 0) continue
      for (const scope of [`chat:${row.chat_id}`, `marks:${row.chat_id}`]) {
        this.deliver(link, this.changes(scope, 0, user))
      }
    }
  }

  protected tellMembers(state: ChatState, frame: Rows): void {
    for (const link of this.links)
      if (link.hello && this.isMember(state, link.user)) this.deliver(link, frame)
  }
}
