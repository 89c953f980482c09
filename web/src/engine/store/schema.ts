/** The database of one user on this device: a partial replica of the server's rows, and what waits to be sent. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'

import type {
  Chat,
  ChatSettings,
  Draft as DraftRow,
  HiddenMessage,
  Mark,
  Member,
  Membership,
  Message,
  Pin,
  Vote,
} from '../../api/schema'
import type { FolderChange } from '../folders'
import type { KeptChange } from '../kept'
import type { LaterChange } from '../later'
import type { Wanted } from '../outbox/reacting'
import type { NewPoll } from '../polls'
import type { Draft } from '../rpc'
import type { Ranges } from '../sync/ranges'
import { migrations } from './migrate'

/** What is kept of a chat beside its members, marks and messages. */
export interface ChatRecord {
  id: string
  chat: Chat | null
  membership: Membership | null
  /** Revisions had of `chat:ID` and `marks:ID`. */
  rev: number
  marksRev: number
  /** Revision of the last page that left a hole: answers older than that are of another past. */
  holeRev: number
  /** Which messages are here. */
  ranges: Ranges
  /** The greatest `seq` heard of. */
  lastSeq: number
  /** First message that can be seen, as history told; 0 while unknown. */
  startSeq: number
  /** How far this user has read, here or elsewhere. */
  readSeq: number
  unread: number
  /** The numbers of the unread messages that mention this user, in order; absent for none. */
  mentions?: readonly number[]
  /** The newest message that is not deleted. */
  last: Message | null
  /** What the server has of the user's draft; absent until it tells. */
  draft?: DraftRow
  /** What is pinned, and what was, by the number of the message. */
  pins?: Record<number, Pin>
  /** What the user has deleted for themselves, by the number of the message. */
  hidden?: Record<number, HiddenMessage>
  /** What the user has chosen in polls, by the number of the message. */
  votes?: Record<number, Vote>
  /** How the user keeps the chat; absent until they have chosen anything. */
  settings?: ChatSettings
  /** In a thread: the message that it is about, as this device has seen it last. */
  root?: Message
}

/** A message that is forwarded; `author`: whose words the copy tells them to be, if anybody's. */
export type ForwardedFrom = {
  chat: string
  id: string
  seq: number
  author: { user_id: string; name: string } | null
}

/** What is to be done with a message or a chat. */
export type Task =
  | {
      t: 'send'
      text: string
      reply: { id: string; seq: number | null } | null
      lifetime?: number | undefined
      /** Where the text comes from: the message's own words are what is sent. */
      forward?: ForwardedFrom
      /** What the text asks. */
      poll?: NewPoll | undefined
    }
  | { t: 'later'; change: LaterChange }
  /** `seen` is the message's `edited_at` when the change was written; null: whatever is there when it leaves. */
  | { t: 'edit'; text: string; seen: number | null }
  | { t: 'delete' }
  | { t: 'pin' }
  | { t: 'unpin' }
  | { t: 'unpin_all' }
  /** Emoji that are to be there or not. */
  | { t: 'react'; wanted: Wanted }
  /** All that is to be chosen in a poll; nothing takes the vote back. */
  | { t: 'vote'; options: readonly number[] }
  | { t: 'read'; seq: number }
  /** Deletes messages for this user alone. */
  | { t: 'hide'; seqs: readonly number[] }
  | { t: 'clear'; upTo: number; both: boolean }
  | { t: 'keep'; change: KeptChange }
  /** Of no chat in particular, as the order of the pinned chats. */
  | { t: 'folders'; change: FolderChange }
  | { t: 'order'; chats: readonly string[] }

/** What is written in a chat; `unsaved`: the server has not heard of it yet. */
export type KeptDraft = Draft & { chat: string; unsaved?: boolean }

/** A command that waits in the outbox until the server has answered it. */
export interface Job {
  /** Place in the queue. */
  n: number
  chat: string
  /** The message; for what concerns no message, the chat or the folder. */
  id: string
  /** The message's place, where it was known. */
  seq: number | null
  task: Task
  /** When it was given, milliseconds since the epoch. */
  at: number
  /** It may have reached the server, so its content stays as it is. */
  tried: boolean
  /** The code of the refusal that ended it. */
  failed: string | null
}

export interface Tables extends DBSchema {
  meta: { key: string; value: unknown }
  chats: { key: string; value: ChatRecord }
  messages: { key: [chat: string, seq: number]; value: Message; indexes: { id: string; expires: number } }
  members: { key: [chat: string, user: string]; value: Member }
  marks: { key: [chat: string, user: string]; value: Mark }
  outbox: { key: number; value: Job }
  drafts: { key: string; value: KeptDraft }
}

export type Database = IDBPDatabase<Tables>
export type Transaction = IDBPTransaction<Tables, StoreNames<Tables>[], 'readwrite'>

export const ROW_STORES = ['meta', 'chats', 'messages', 'members', 'marks'] as const

/** The user's own rows of each kind: where they are in `meta` as a whole, and what the replica calls them. */
export const OWN = ['folders', 'scheduled', 'contacts', 'joins', 'invited'] as const

export const databaseName = (user: string) => `molva-${user}`

/** Opens the user's database, made or migrated if need be; rejects with `VersionError` if it is newer than this code. */
export function openDatabase(user: string, lost: () => void = () => {}): Promise<Database> {
  return openDB<Tables>(databaseName(user), migrations.length, {
    upgrade(db, from, _to, transaction) {
      for (const migrate of migrations.slice(from)) migrate(db, transaction)
    },
    // A newer version in another tab, or a deletion, must not wait for this one.
    blocking: (_current, _blocked, event) => {
      ;(event.target as IDBDatabase).close()
      lost()
    },
    terminated: lost,
  })
}

/** Every key of a chat's rows in a store whose key begins with the chat. */
export const ofChat = (chat: string) => IDBKeyRange.bound([chat], [chat, []])

/** The keys of a chat's messages from `from` to `to`, both included. */
export const stretch = (chat: string, from: number, to: number) => IDBKeyRange.bound([chat, from], [chat, to])
