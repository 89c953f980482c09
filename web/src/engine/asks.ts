/** What the page asks and is answered once, over the network or from what is on the device: types only. */
export type { LinkPreview } from '../api/schema'
export type * from './edits'

import type { EditQuestions } from './edits'
import type { InvitingQuestions } from './inviting'
import type { Deletion } from './net/http'
import type { PollQuestions } from './polls'
import type { Page, ReportQuestions } from './reports'
import type { ThreadQuestions } from './threads'
import type { ChatId, ChatRights, ErrorCode, MessageId, Millis, Person, Role, UserId, Uuid } from './rpc'

export type Registration = 'open' | 'invite' | 'closed'
export type ServerInfo = Readonly<{
  name: string
  registration: Registration
  fresh: boolean
  textLimit: number
  /** Does it ask for the pages that messages link to? */
  linkPreviews: boolean
  /** Hours in which one may change what one has written; 0: for ever. */
  edit_hours: number
  /** Is what changed messages said before kept for the owner and admins of groups and channels? */
  edit_history: boolean
  version: string
  /** Whom to turn to about a ban; empty: the server's owner. */
  appeal: string
  /** Chats can be public here. */
  directory: boolean
}>

/** A link by which people register here; its code is told once, to whoever makes it. */
export type Invite = Readonly<{
  id: Uuid
  createdAt: Millis
  expiresAt: Millis | null
  maxUses: number | null
  uses: number
}>

/** What an invite says to whoever holds its code. */
export type Invitation = Readonly<{ inviter: string; state: 'works' | 'expired' | 'used_up' }>

/** Somebody and the emoji they have put on a message. */
export type Reactor = Person & Readonly<{ emoji: readonly string[] }>

/** Whom a rule lets in. */
export type Circle = 'everybody' | 'contacts' | 'nobody'

/** The user's rules about others. */
export type Rules = Readonly<{
  mayWrite: Circle
  mayAdd: Circle
  /** Whoever may add the user asks first. */
  asksFirst: boolean
  seesLastSeen: Circle
  receipts: boolean
}>

/** Somebody whom the user has blocked. */
export type BlockedPerson = Readonly<{ id: UserId; name: string; username: string }>

/** What the user has made of somebody; `real` is that person's own name, if they are called otherwise here. */
export type KnownPerson = Readonly<{ saved: boolean; blocked: boolean; real: string | null }>

/** Questions, by name: what is asked and what is answered. */
export interface Questions
  extends ReportQuestions, InvitingQuestions, PollQuestions, ThreadQuestions, EditQuestions {
  login: { ask: { login: string; password: string }; answer: null }
  register: { ask: { name: string; username: string; password: string; invite: string | null }; answer: null }
  /** With `deletion` the account goes, too. */
  logout: { ask: { keepDrafts: boolean; deletion?: Deletion | undefined }; answer: null }
  people: { ask: { q: string }; answer: readonly Person[] }
  /** Who has reacted to a message, a page after one person; `next` continues after the last of them. */
  reactors: {
    ask: { chat: ChatId; id: MessageId; after: UserId | null }
    answer: Page<Reactor>
  }
  /** Somebody, as far as this device or else the server knows them by that name; null: it does not. */
  person: { ask: { user: UserId; name: string }; answer: Person | null }
  openDirect: { ask: { user: UserId }; answer: { chat: ChatId } }
  createGroup: {
    ask: { title: string; members: readonly UserId[]; channel?: boolean }
    /** `asked`: who is in only once they have accepted. */
    answer: { chat: ChatId; asked: readonly UserId[] }
  }
  renameGroup: { ask: { chat: ChatId; title: string }; answer: null }
  /** In seconds; 0 for ever. */
  setLifetime: { ask: { chat: ChatId; seconds: number }; answer: null }
  setRights: { ask: { chat: ChatId; change: Partial<ChatRights> }; answer: null }
  /** The user stays as an admin. */
  handOver: { ask: { chat: ChatId; user: UserId }; answer: null }
  addMembers: { ask: { chat: ChatId; users: readonly UserId[] }; answer: { asked: readonly UserId[] } }
  removeMember: { ask: { chat: ChatId; user: UserId }; answer: null }
  setRole: { ask: { chat: ChatId; user: UserId; role: Role }; answer: null }
  leaveGroup: { ask: { chat: ChatId }; answer: null }
  deleteGroup: { ask: { chat: ChatId }; answer: null }
  changeServer: { ask: { name?: string; registration?: Registration }; answer: null }
  /** The invites that still work, newest first. */
  invites: { ask: null; answer: readonly Invite[] }
  createInvite: { ask: { maxUses: number | null; seconds: number | null }; answer: { code: string } }
  revokeInvite: { ask: { invite: Uuid }; answer: null }
  /** Needs no sign-in. */
  invitation: { ask: { code: string }; answer: Invitation }
  /** Ends every other session, too. */
  changePassword: { ask: { current: string; wanted: string }; answer: null }
  renameMe: { ask: { name: string }; answer: null }
  /** As this device knows them, also without a network; by name. */
  privacy: { ask: null; answer: Readonly<{ rules: Rules; blocked: readonly BlockedPerson[] }> }
  changeRules: { ask: Partial<Rules>; answer: null }
  /** What the user has made of a person, as far as this device knows. */
  contact: { ask: { user: UserId }; answer: KnownPerson }
  /** `name`: what the user calls them; without it they are called as everybody does. */
  saveContact: { ask: { user: UserId; saved: boolean; name?: string }; answer: null }
  block: { ask: { user: UserId; blocked: boolean }; answer: null }
  /** Removes the messages that are kept here; what was written and not sent stays. */
  clearCache: { ask: Record<never, never>; answer: null }
  revokeDevice: { ask: { device: Uuid }; answer: null }
  revokeOtherDevices: { ask: null; answer: null }
}

export type QuestionName = keyof Questions

/** An answer, or the catalogue's code with what fills its sentence; `retryAfter` is in milliseconds. */
export type Answer<N extends QuestionName> =
  | { ok: true; value: Questions[N]['answer'] }
  | {
      ok: false
      code: ErrorCode
      params: Readonly<Record<string, string | number>>
      retryAfter: Millis | null
    }
