/** Answers the page's questions about polls. */
import { call } from './calling'
import { Refusal } from './net/failure'
import type { Office } from './office'
import type { PollQuestions } from './polls'

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
    const people = page.voters.map(({ user_id, name, username }) => {
      const own = office.engine?.replica.ownName(user_id)
      const real = name || username
      const online = office.engine?.presence.seen(user_id).online ?? false
      return { id: user_id, name: own || real, ...(own && { real }), username, online }
    })
    return { people, next: page.next ?? null }
  },
}

async function seqOf(office: Office, id: string): Promise<number> {
  const seq = (await office.engine?.replica.messageById(id))?.seq
  if (seq === undefined) throw new Refusal({ code: 'message_not_found', message: '' })
  return seq
}
