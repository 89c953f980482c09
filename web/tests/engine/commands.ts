/** What each command does to the small server, and what it answers with. */
import type { AnyCommand } from '../../src/api/schema'
import { aboutFolders } from './folders'
import { forwarded } from './forwarded'
import { page } from './past'
import { aboutScheduled } from './scheduled'
import type { FakeServer } from './server'
import { aboutThread, aboutThreads, counted } from './threads'

/** Rejects as the server would: the error's message is the code of the refusal. */
export function carryOut(server: FakeServer, user: string, command: AnyCommand): unknown {
  const state = 'chat_id' in command ? server.chats.get(command.chat_id ?? '') : undefined
  if ('chat_id' in command && (!state || !server.isMember(state, user))) throw new Error('chat_not_found')
  if (command.type === 'get_changes') {
    if (!server.scopes(user).includes(command.scope)) throw new Error('chat_not_found')
    return { epoch: server.epoch, rows: server.changes(command.scope, command.after ?? 0, user) }
  }
  if (aboutScheduled(command)) return server.schedule(user, command)
  if (aboutFolders(command)) return server.folder(user, command)
  if (command.type === 'order_pinned_chats') return server.order(user, command.chat_ids)
  if (aboutThreads(command)) return aboutThread(server, user, command)
  if (!state) throw new Error('unknown_command')
  switch (command.type) {
    case 'send_message': {
      const { chat_id, id, text, reply_to } = command
      const known = state.messages.find((message) => message.id === id)
      const same = !known || (known.sender_id === user && (known.edited_at !== null || known.text === text))
      if (!same) throw new Error('message_id_taken')
      const row = server.write(chat_id, id, user, text, reply_to ?? null)
      if (!known) counted(server, row)
      return { seq: row.seq, sent_at: row.sent_at }
    }
    case 'forward_messages':
      return forwarded(server, user, command)
    case 'edit_message':
      const there = state.messages[command.seq - 1]
      if (there?.text === command.text) return there
      if ((there?.edited_at ?? 0) !== (command.known_edited_at ?? there?.edited_at ?? 0)) {
        throw new Error('message_changed')
      }
      return server.edit(command.chat_id, command.seq, command.text)
    case 'delete_message':
      return void server.erase(command.chat_id, command.seq)
    case 'pin_message':
      return server.pin(command.chat_id, command.seq, user)
    case 'unpin_message':
      return void server.pin(command.chat_id, command.seq, null)
    case 'unpin_all_messages':
      for (const { seq, removed } of state.pins.values()) if (!removed) server.pin(command.chat_id, seq, null)
      return {}
    case 'hide_messages':
      return void server.hide(command.chat_id, user, command.seqs)
    case 'clear_history':
      return void server.clear(command.chat_id, user, command.up_to, command.for_both)
    case 'list_pins': {
      const messages = server.visible(state, user).filter(({ seq }) => state.pins.get(seq)?.removed === false)
      return { messages, members: [...state.members.values()], rev: state.rev }
    }
    case 'mark_chat':
      return void server.mark(command.chat_id, user, command.read_seq ?? 0, command.delivered_seq ?? 0)
    case 'react':
      return server.react(command.chat_id, command.seq, user, command.emoji)
    case 'list_reactions':
      return server.reactions.list(`${command.chat_id} ${String(command.seq)}`)
    case 'save_draft':
      return server.saveDraft(user, command.chat_id, command.text, command.reply_to ?? null)
    case 'change_chat_settings':
      return server.keep(user, command)
    case 'get_history':
      return page(server.visible(state, user), state, command)
    case 'list_members': {
      const { user_ids, after, limit = 100, query = '' } = command
      const all = [...state.members.values()]
      if (user_ids) return { members: all.filter(({ user_id }) => user_ids.includes(user_id)), next: null }
      const rest = all
        .filter(({ user_id, left }) => !left && user_id > (after ?? ''))
        .filter(({ name }) => query === '' || ` ${name.toLowerCase()}`.includes(` ${query.toLowerCase()}`))
        .sort((a, b) => (a.user_id < b.user_id ? -1 : 1))
      const members = rest.slice(0, limit)
      return { members, next: rest.length > limit ? (members.at(-1)?.user_id ?? null) : null }
    }
    default:
      return {}
  }
}
