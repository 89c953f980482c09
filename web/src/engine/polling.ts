/** Answers the page's questions about polls. */
import { call, seqOf } from './calling'
import type { Office } from './office'
import type { PollQuestions } from './polls'
import { shown } from './shown'

type Handlers = {
  [N in keyof PollQuestions]: (
    office: Office,
    ask: PollQuestions[N]['ask'],
  ) => Promise<PollQuestions[N]['answer']>
}

export const polling: Handlers = {
  async closePoll(office, { chat, id }) {
    const row = await call(office, { type: 'close_poll', chat_id: chat, seq: await seqOf(office, id) })
    await office.engine?.replica.take([row])
    return null
  },
  async voters(office, { chat, id, option, after }) {
    const at = { chat_id: chat, seq: await seqOf(office, id) }
    const page = await call(office, { type: 'list_voters', ...at, option, after })
    const { engine } = office
    return { rows: engine ? page.voters.map((person) => shown(engine, person)) : [], next: page.next ?? null }
  },
}
