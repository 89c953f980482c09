/** Links into groups and requests to join, as the page knows them: types only. */
import type { ChatId, Millis, UserId, Uuid } from './rpc'

/** A link as those see it who manage the group. */
export type ChatInvite = Readonly<{
  id: Uuid
  name: string
  createdAt: Millis
  expiresAt: Millis | null
  maxUses: number | null
  uses: number
  approval: boolean
  registers: boolean
}>

export type NewChatInvite = Readonly<{
  chat: ChatId
  name: string
  maxUses: number | null
  seconds: number | null
  approval: boolean
  registers: boolean
}>

/** What a link says to whoever opens it; of a group that it does not lead into any more, nothing but why. */
export type ChatInvitation = Readonly<{
  state: 'works' | 'expired' | 'used_up' | 'revoked'
  title: string
  members: number
  inviter: string
  description: string
  approval: boolean
  registers: boolean
  /** Known to whoever is in the group or waits to be. */
  chat: ChatId | null
  asked: boolean
}>

/** Somebody waits to be let into a group: the user themselves, or somebody whom the user answers; or a group waits. */
export type JoinRow = Readonly<{
  key: string
  chat: ChatId
  user: UserId
  own: boolean
  name: string
  username: string
  /** What the group is called. */
  title: string
  at: Millis
  refused: boolean
  /** The group asks whether the user wants to be added; `name` is who invites. */
  invited?: Readonly<{ members: number; channel: boolean }>
}>

/** A public chat as it stands in the directory. */
export type PublicChat = Readonly<{
  chat: ChatId
  title: string
  address: string
  members: number
  channel: boolean
  description: string
  /** The user is in it. */
  inside: boolean
  asked: boolean
}>

export interface InvitingQuestions {
  /** Newest first, those that have ended by themselves among them. */
  chatInvites: { ask: { chat: ChatId }; answer: readonly ChatInvite[] }
  createChatInvite: { ask: NewChatInvite; answer: { code: string } }
  revokeChatInvite: { ask: { chat: ChatId; invite: Uuid }; answer: null }
  /** Needs no sign-in. A code that begins with @ is the address of a public chat. */
  chatInvitation: { ask: { code: string }; answer: ChatInvitation }
  /** The same codes. */
  joinChat: { ask: { code: string }; answer: { chat: ChatId; asked: boolean } }
  /** Ends waiting, or puts a refusal away. */
  withdrawJoin: { ask: { chat: ChatId }; answer: null }
  /** The largest first; `next` asks for the page after. */
  publicChats: {
    ask: { q: string; after: string | null }
    answer: { chats: readonly PublicChat[]; next: string | null }
  }
  publishChat: { ask: { chat: ChatId; address: string; approval: boolean }; answer: null }
  unpublishChat: { ask: { chat: ChatId }; answer: null }
  /** To a group that asks whether the user wants to be added. */
  answerInvited: { ask: { chat: ChatId; accept: boolean }; answer: null }
  answerJoin: { ask: { chat: ChatId; user: UserId; approve: boolean }; answer: null }
}
