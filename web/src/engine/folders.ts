/** The user's own folders of chats: types only. */
import type { ChatId, Uuid } from './rpc'

/** Chats that the user keeps together; one that is none of the user's chats any more means nothing. */
export type FolderRow = Readonly<{ key: Uuid; name: string; chats: readonly ChatId[] }>

/** What is to become of the folders. Chats are put in and taken out one by one, so that two devices do not undo each other. */
export type FolderChange =
  /** A new one comes last; the id is made here (UUIDv7). */
  | Readonly<{ t: 'make'; id: Uuid; name: string; chats: readonly ChatId[] }>
  /** What is absent stays as it is. */
  | Readonly<{ t: 'change'; id: Uuid; name?: string; add?: readonly ChatId[]; remove?: readonly ChatId[] }>
  | Readonly<{ t: 'delete'; id: Uuid }>
  /** One that is left out comes after those that are named. */
  | Readonly<{ t: 'order'; ids: readonly Uuid[] }>
