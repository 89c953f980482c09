/**
 * The whole boundary between the page and the engine worker: types only.
 *
 * The page sends `ToEngine`, the engine sends `FromEngine`; everything is structured-cloneable.
 * Three ways to talk: a *view* is a subscription, answered with patches until it is closed; a *command* is durable
 * (it goes through the outbox and shows itself in the views); a *question* is asked now and answered once.
 */
import type { Answer, LinkPreview, QuestionName, Questions } from './asks'

export type * from './asks'
export type * from './edges'
export type * from './inviting'
export type * from './listed'
export type * from './people'
export type * from './polls'
export type * from './reports'
export type * from './signals'
export type * from './standing'
export type * from './threads'

import type { Anchor, Edge, Edges } from './edges'
import type { FolderChange, FolderRow } from './folders'
import type { JoinRow } from './inviting'
import type { Kept, KeptChange } from './kept'
import type { LaterChange, ScheduledRow } from './later'
import type { HitRow, PinRow, RefusalRow } from './listed'
import type { OutboxRow } from './outbox/row'
import type { MemberRow, ReaderRow } from './people'
import type { PollRow, SendOptions } from './polls'
import type { ChatRights, LedRow, Right } from './rights'
import type { ServiceEvent } from './service-event'
import type { Signal } from './signals'
import type { ConnectionRow, DeviceRow, SessionRow } from './standing'
import type { CommentsRow, ThreadRow } from './threads'

export type Uuid = string
export type UserId = Uuid
export type ChatId = Uuid
/** A message's id, made by the client that sends it (UUIDv7); also the row's key for ever. */
export type MessageId = Uuid
/** Milliseconds since the epoch. */
export type Millis = number
/** A code of the error catalogue, for example `not_a_member`; `offline` when no answer came. */
export type ErrorCode = string

export type ChatKind = 'direct' | 'saved' | 'group' | 'channel' | 'thread'
export type Role = 'owner' | 'admin' | 'member'

/** The six states of an own message; `queued` is waiting without a connection. */
export type SendState = 'sending' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

export type { ChatRights, FolderChange, FolderRow, Kept, KeptChange, Right, ServiceEvent }

/** What a reply shows of the message it answers; `deleted` quotes carry no text. */
export type Quote = Readonly<{
  id: MessageId
  from: UserId | null
  name: string
  text: string
  deleted: boolean
}>

/** What every timeline row has. `pos` orders rows: the message's `seq`, or above every `seq` while unsent. */
type Placed = Readonly<{ key: MessageId; pos: number; at: Millis; day: string }>

/** What several people think of a message; `names` are the first of the others. */
export type ReactionRow = Readonly<{ emoji: string; count: number; mine: boolean; names: readonly string[] }>

/**
 * One message as it is drawn. `group`: bit 0 = first, bit 1 = last of a run by one sender; computed by the
 * engine, so a bubble never looks at its neighbours. `day` is the local calendar day, `2026-11-21`.
 */
export type MessageRow = Placed &
  Readonly<{
    kind: 'message'
    from: UserId
    name: string
    own: boolean
    text: string
    /** Null for the messages of others. */
    state: SendState | null
    error: ErrorCode | null
    edited: boolean
    /** When it was changed last, as far as the server has told. */
    editedAt?: Millis
    deleted: boolean
    reply: Quote | null
    /** Absent when there are none. */
    reactions?: readonly ReactionRow[]
    group: 0 | 1 | 2 | 3
    /** It stands at the head of the chat. */
    pinned?: true
    /** It mentions me. */
    means?: true
    /** When it disappears. */
    expiresAt?: Millis
    /** What its link leads to, as the server has found it; the link is http or https. */
    preview?: LinkPreview
    /** Whose words are forwarded, by the name of then. */
    forward?: Readonly<{ from: UserId; name: string }>
    /** What the text asks. */
    poll?: PollRow
    comments?: CommentsRow
  }>

export type ServiceRow = Placed & Readonly<{ kind: 'service'; event: ServiceEvent }>
export type TimelineRow = MessageRow | ServiceRow

/** Text that waits in the composer, with the message it answers. */
export type Draft = Readonly<{ text: string; reply: Quote | null }>

/** The last line of a chat as the list shows it. */
export type Preview = Readonly<{
  at: Millis
  own: boolean
  /** Sender's name; null in direct and saved chats. */
  name: string | null
  text: string
  deleted: boolean
  event: ServiceEvent | null
  state: SendState | null
  /** It disappears at its time. */
  expires?: true
  /** The text is what a poll asks. */
  poll?: true
}>

/** One chat: a row of the list, and also the head of the open chat. Ordered by `pos`, greatest first. */
export type ChatRow = LedRow &
  ThreadRow &
  Readonly<{
    key: ChatId
    kind: ChatKind
    /** Empty for the saved chat, and for the general one until it is named; of comments, that of their message's chat. */
    title: string
    /** The other person of a direct chat. */
    peer: UserId | null
    /** The general chat, which everyone is in and nobody leaves. */
    general: boolean
    pos: number
    preview: Preview | null
    draft: Draft | null
    /** Grows whenever another device changes the draft or takes it away. */
    draftFrom?: number
    unread: number
    /** Where the unread messages stand that mention me, oldest first; absent for none. */
    mentions?: readonly number[]
    /** Absent until anything was chosen. */
    kept?: Kept
    /** A direct chat that was cleared, and in which nothing has been said since. */
    cleared?: true
    /** How many messages are pinned. */
    pins: number
    /** How many own messages failed here. */
    failed: number
    /** Names of those who type now. */
    typing: readonly string[]
    online: boolean
    lastSeenAt: Millis | null
    members: number
    onlineMembers: number
    /** My role; null when I am no longer a member. */
    role: Role | null
    /** How many ask to be let in, where I am one who answers; absent for none. */
    askers?: number
    /** Seconds after which what is written disappears; absent for never. */
    lifetime?: number
    /** Why nothing can be written: I have blocked the other one, who may want nothing, or only other roles write. */
    closed?: 'blocked' | 'refused' | 'reads' | 'gone'
  }>

/** What a view shows. Each kind has its row. */
export type View =
  | { kind: 'session' }
  | { kind: 'connection' }
  | { kind: 'chats' }
  | { kind: 'folders' }
  | { kind: 'timeline'; chat: ChatId; at: Anchor; size: number }
  | { kind: 'members'; chat: ChatId; query?: string }
  | { kind: 'pins'; chat: ChatId }
  /** Who else has read a message. */
  | { kind: 'readers'; chat: ChatId; id: MessageId }
  | { kind: 'scheduled'; chat: ChatId }
  /** Requests to join: one's own, and those that one answers. */
  | { kind: 'joins' }
  | { kind: 'devices' }
  | { kind: 'outbox' }
  | { kind: 'refusals' }
  /** Messages of a chat that are on this device and have all words of `query`. */
  | { kind: 'search'; chat: ChatId; query: string }

export interface Rows {
  session: SessionRow
  connection: ConnectionRow
  chats: ChatRow
  folders: FolderRow
  timeline: TimelineRow
  members: MemberRow
  joins: JoinRow
  devices: DeviceRow
  outbox: OutboxRow
  refusals: RefusalRow
  pins: PinRow
  readers: ReaderRow
  scheduled: ScheduledRow
  search: HitRow
}

/**
 * A change of a view's rows, in order: `set` replaces all; `put` inserts or replaces the row with this key,
 * at its `pos`; `head` and `tail` add a page; `del` removes.
 */
export type Op<R> =
  | readonly ['set', readonly R[]]
  | readonly ['put', R]
  | readonly ['del', string]
  | readonly ['head', readonly R[]]
  | readonly ['tail', readonly R[]]

/** One batch for one view; applied at once, in one frame. */
export type Patch<R = Rows[keyof Rows]> = { view: number; ops: readonly Op<R>[]; edges?: Edges }

/** A message that is forwarded, and the id of what comes of it. */
export type Copied = Readonly<{ id: MessageId; as: MessageId }>

/** Durable intents. They return nothing: what they change comes back as patches. */
export type Command =
  | ({ t: 'send'; chat: ChatId; id: MessageId; text: string; reply: MessageId | null } & SendOptions)
  /** Says messages of the chat `from` again in `chat`, each under the id of its copy. */
  | { t: 'forward'; chat: ChatId; from: ChatId; messages: readonly Copied[]; author: boolean }
  | { t: 'later'; chat: ChatId; id: MessageId; change: LaterChange }
  | { t: 'edit'; chat: ChatId; id: MessageId; text: string }
  | { t: 'delete'; chat: ChatId; id: MessageId }
  /** Puts one's own emoji on a message or takes it away. */
  | { t: 'react'; chat: ChatId; id: MessageId; emoji: string; on: boolean }
  /** All that one chooses in a poll; nothing takes one's vote back. */
  | { t: 'vote'; chat: ChatId; id: MessageId; options: readonly number[] }
  | { t: 'retry'; chat: ChatId; id: MessageId }
  | { t: 'discard'; chat: ChatId; id: MessageId }
  | { t: 'pin'; chat: ChatId; id: MessageId }
  | { t: 'unpin'; chat: ChatId; id: MessageId }
  | { t: 'unpin_all'; chat: ChatId }
  | { t: 'hide'; chat: ChatId; ids: readonly MessageId[] }
  | { t: 'clear'; chat: ChatId; both: boolean }
  | { t: 'read'; chat: ChatId; id: MessageId }
  | { t: 'readAll'; chat: ChatId }
  | { t: 'keep'; chat: ChatId; change: KeptChange }
  | { t: 'folders'; change: FolderChange }
  /** One that is left out stays above those that are named. */
  | { t: 'orderPinned'; chats: readonly ChatId[] }
  /** `now`: other devices are to hear of it without waiting for a pause in writing. */
  | { t: 'draft'; chat: ChatId; draft: Draft | null; now?: true }

export type ToEngine =
  | { t: 'open'; view: number; what: View }
  /** Ask for one more page; `token` names the edge row, so that nothing is asked twice. */
  | { t: 'more'; view: number; edge: Edge; token: string }
  /** The page dropped its rows outside these two keys: the window is smaller now. */
  | { t: 'trim'; view: number; first: string; last: string }
  /** Replace the timeline's window; answered with `set`. */
  | { t: 'jump'; view: number; at: Anchor }
  | { t: 'close'; view: number }
  /** With `n`, the page wants to hear when it is on disk. */
  | { t: 'command'; command: Command; n?: number }
  | { t: 'signal'; signal: Signal }
  | { [N in QuestionName]: { t: 'ask'; ask: number; name: N; with: Questions[N]['ask'] } }[QuestionName]

export type FromEngine =
  | { t: 'patch'; patches: readonly Patch[] }
  | { t: 'answer'; ask: number; answer: Answer<QuestionName> }
  /** The command that the page gave this number is on disk. */
  | { t: 'stored'; n: number }

/** What the page needs of an engine; the worker's proxy has it, and so have the stories. */
export interface Engine {
  open<K extends View['kind']>(
    what: Extract<View, { kind: K }>,
    onPatch: (patch: Patch<Rows[K]>) => void,
  ): Subscription
  /** @param stored is called when it is on disk */
  command(command: Command, stored?: () => void): void
  signal(signal: Signal): void
  ask<N extends QuestionName>(name: N, what: Questions[N]['ask']): Promise<Answer<N>>
}

/** An open view. */
export interface Subscription {
  more(edge: Edge, token: string): void
  trim(first: string, last: string): void
  jump(at: Anchor): void
  close(): void
}
