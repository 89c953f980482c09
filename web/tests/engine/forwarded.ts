/** Messages that are said again on the small server. */
import type { AnyCommand } from '../../src/api/schema'
import type { FakeServer } from './server'

type Forward = Extract<AnyCommand, { type: 'forward_messages' }>

export function forwarded(server: FakeServer, user: string, command: Forward) {
  const source = server.chat(command.from_chat_id)
  const sent = command.messages.map(({ seq, id }) => {
    const there = server.chat(command.chat_id).messages.find((message) => message.id === id)
    if (there) return there
    const original = source.messages[seq - 1]
    if (!original || original.deleted) throw new Error(original ? 'message_deleted' : 'message_not_found')
    const name = source.members.get(original.sender_id)?.name ?? ''
    const author = original.forward ?? { user_id: original.sender_id, name }
    const shown = (command.show_author ?? true) ? author : null
    return server.write(command.chat_id, id, user, original.text ?? '', null, shown)
  })
  return { sent: sent.map(({ seq, sent_at }) => ({ seq, sent_at })) }
}
