/** Reports about people and what is done about them, as they are asked for: types only. */
import type { ChatId, MessageId, Millis, UserId, Uuid } from './rpc'

export type ReportReason = 'spam' | 'abuse' | 'violence' | 'fraud' | 'other'

/** Somebody whom a report or a deed names. */
export type Named = Readonly<{ id: UserId; name: string; username: string }>

/** A report as those see it who run the server. */
export type Report = Readonly<{
  id: Uuid
  person: Named
  reporter: Named
  reason: ReportReason
  at: Millis
  comment: string
  /** The message as it is now; null if none was named, `gone` if it is not there any more. */
  text: string | null
  gone: boolean
  /** It has led to a ban or was closed without one. */
  settled: boolean
  /** Until when the person may not send; 0 for no ban. */
  bannedUntil: Millis
}>

/** Something that was done about somebody; `by` is null where the server itself did it. */
export type Deed = Readonly<{
  id: Uuid
  kind: 'banned' | 'ban_lifted' | 'reports_dismissed'
  person: Named
  at: Millis
  by: Named | null
  until: Millis
}>

/** A page; `next` asks for the one after it. */
export type Page<T> = Readonly<{ rows: readonly T[]; next: Uuid | null }>

export interface ReportQuestions {
  /** About a person, or about a message of theirs. */
  report: {
    ask: {
      user: UserId
      reason: ReportReason
      comment: string
      message: Readonly<{ chat: ChatId; id: MessageId }> | null
    }
    answer: null
  }
  reports: { ask: { before: Uuid | null }; answer: Page<Report> }
  deeds: { ask: { before: Uuid | null }; answer: Page<Deed> }
  ban: { ask: { user: UserId; hours: number }; answer: null }
  liftBan: { ask: { user: UserId }; answer: null }
  dismissReports: { ask: { user: UserId }; answer: null }
}
