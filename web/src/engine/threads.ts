/** Comments under messages as the page knows them: types only. */
import type { ChatId, Quote } from './rpc'

/** What a message tells of its comments. */
export type CommentsRow = Readonly<{
  count: number
  /** How many of them are new to me, where I follow them; absent for none. */
  unread?: number
}>

/** What only the chat of the comments under a message has: that message, and whether I am told of what is new. */
export type ThreadRow = Readonly<{
  thread?: Readonly<{
    chat: ChatId
    seq: number
    /** Null until this device has learned what the message says. */
    root: Quote | null
    following: boolean
  }>
}>

export interface ThreadQuestions {
  /** Opens the comments under a message, made if nobody has before; they come to the `chats` view. */
  openThread: { ask: { chat: ChatId; seq: number }; answer: { thread: ChatId } }
  followThread: { ask: { thread: ChatId; following: boolean }; answer: null }
  /** Learns what the messages say whose comments the user follows. */
  threads: { ask: null; answer: null }
}
