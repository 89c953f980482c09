/** What messages said before, as the page shows it: types only. */
import type { Edits } from '../api/schema'
import type { ChatId, MessageId, Millis } from './rpc'

/** One change of a message: its text until then, and since when. */
export type { Edit } from '../api/schema'

export interface EditQuestions {
  /** What a message said before, the newest first, a page before one change; `next` continues with older ones. */
  edits: { ask: { chat: ChatId; id: MessageId; before: Millis | null }; answer: Edits }
}
