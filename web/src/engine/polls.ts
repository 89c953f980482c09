/** Polls as the page makes and shows them: types only. */
import type { ChatId, MessageId, Millis, Page, Person, UserId } from './rpc'

/** A poll that is to be sent; the message's text is its question. */
export type NewPoll = Readonly<{
  options: readonly string[]
  multiple: boolean
  anonymous: boolean
  /** The right option of a quiz, from 0; null: it is none. */
  correct: number | null
  explanation: string
  closesAt: Millis | null
}>

/** What a message may have beside its text; `lifetime` is in seconds. */
export type SendOptions = { lifetime?: number; poll?: NewPoll }

export type PollOptionRow = Readonly<{
  text: string
  count: number
  /** Chosen by the user, here or elsewhere, on the server or not yet. */
  chosen: boolean
}>

/** A poll as the user may see it now, what still waits included. */
export type PollRow = Readonly<{
  options: readonly PollOptionRow[]
  voters: number
  multiple: boolean
  anonymous: boolean
  quiz: boolean
  closed: boolean
  closesAt: Millis | null
  /** What the user has chosen is not on the server yet. */
  waiting: boolean
  /** The right option of a quiz, as soon as the user may know it. */
  correct: number | null
  explanation: string
}>

export interface PollQuestions {
  closePoll: { ask: { chat: ChatId; id: MessageId }; answer: null }
  /** Who has chosen an option, a page after one person; `next` continues after the last of them. */
  voters: {
    ask: { chat: ChatId; id: MessageId; option: number; after: UserId | null }
    answer: Page<Person>
  }
}
