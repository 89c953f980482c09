/** Messages that are said again in another chat: each copy waits, shows itself and fails by itself, as if it were written. */
import type { Connection } from '../net/connection'
import type { Command } from '../rpc'
import type { ForwardedFrom } from '../store/schema'
import type { Replica } from '../sync/replica'
import type { Outbox } from './outbox'

type Forward = Extract<Command, { t: 'forward' }>

/** Queues the copies in their order; what is gone meanwhile has none. */
export async function intend(
  { chat, from, messages, author }: Forward,
  outbox: Outbox,
  replica: Replica,
  at: number,
): Promise<void> {
  const place = replica.places.get(from)
  for (const { id, as } of messages) {
    const message = await replica.messageById(id)
    if (!message || message.deleted || outbox.about(as, 'send') || (await replica.messageById(as))) continue
    const { seq, text, sender_id: user_id } = message
    const said = message.forward ?? { user_id, name: place?.name(user_id) ?? '' }
    const forward = { chat: from, id, seq, author: author ? said : null }
    const task = { t: 'send', text, reply: null, forward } as const
    await outbox.add({ chat, id: as, seq: null, task, at, tried: false })
  }
}

/** Sends one copy; answers where it stands. */
export async function tell(
  chat: string,
  id: string,
  forward: ForwardedFrom,
  replica: Replica,
  connection: Pick<Connection, 'call'>,
): Promise<{ seq: number; sent_at: number }> {
  // Another database numbers its messages anew.
  const seq = (await replica.messageById(forward.id))?.seq ?? forward.seq
  const { sent } = await connection.call({
    type: 'forward_messages',
    chat_id: chat,
    from_chat_id: forward.chat,
    messages: [{ seq, id }],
    show_author: forward.author !== null,
  })
  const [first] = sent
  if (!first) throw new Error('one message was forwarded, and none answered')
  return first
}
