/** Comments on the small server: a chat of their own, opened by whoever sees the message that they are about. */
import type { AnyCommand, Message, OpenedThread } from '../../src/api/schema'
import type { FakeServer } from './server'

export type ThreadCommand = Extract<AnyCommand, { type: 'open_thread' | 'follow_thread' | 'list_threads' }>

const COMMANDS = ['open_thread', 'follow_thread', 'list_threads']

export const aboutThreads = (command: AnyCommand): command is ThreadCommand => COMMANDS.includes(command.type)

export const threadOf = (chat: string, seq: number): string => `${chat}-${String(seq)}`

export function aboutThread(server: FakeServer, user: string, command: ThreadCommand): unknown {
  switch (command.type) {
    case 'open_thread':
      return opened(server, user, command.chat_id, command.seq)
    case 'follow_thread':
      return server.follow(command.chat_id, user, command.following ?? true)
    case 'list_threads': {
      const all = [...server.chats.values()].filter(({ chat }) => chat.root !== null)
      const mine = all.filter(({ memberships }) => memberships.get(user)?.following)
      return { threads: mine.map(({ chat }) => described(server, user, chat.id)), more: false }
    }
  }
}

/** A comment was written: its author follows, and the message tells how many there are. */
export function counted(server: FakeServer, { chat_id, sender_id, sent_at }: Message): void {
  const { chat, messages, memberships } = server.chat(chat_id)
  if (!chat.root) return
  if (!memberships.get(sender_id)?.following) server.follow(chat_id, sender_id, true)
  const count = messages.filter(({ deleted }) => !deleted).length
  const comments = { chat_id, count, last_at: sent_at, user_ids: [sender_id] }
  server.comment(chat.root.chat_id, chat.root.seq, comments)
}

function opened(server: FakeServer, user: string, chat_id: string, seq: number): OpenedThread {
  const root = server.visible(server.chat(chat_id), user).find((message) => message.seq === seq)
  if (!root) throw new Error('message_not_found')
  if (root.deleted) throw new Error('message_deleted')
  const id = threadOf(chat_id, seq)
  if (!server.chats.has(id)) {
    server.create(id, [], 'thread')
    const state = server.chat(id)
    state.chat = { ...state.chat, name: '', root: { chat_id, seq } }
    // Whoever has written the message follows from the first comment on.
    if (root.sender_id !== user) server.join(id, root.sender_id)
  }
  if (!server.isMember(server.chat(id), user)) {
    server.join(id, user)
    if (root.sender_id !== user) server.follow(id, user, false)
  }
  return described(server, user, id)
}

function described(server: FakeServer, user: string, id: string): OpenedThread {
  const { chat, members, memberships, messages } = server.chat(id)
  if (!chat.root) throw new Error('chat_not_found')
  const home = server.chat(chat.root.chat_id)
  const root = home.messages[chat.root.seq - 1]
  if (!root) throw new Error('message_not_found')
  const last_message = messages.at(-1) ?? null
  const read = { read_seq: memberships.get(user)?.read_seq ?? 0, unread_mentions: [] }
  return {
    thread: {
      ...{ chat, members: [...members.values()], last_seq: messages.length, ...read },
      ...{ unread: server.unread(server.chat(id), user), last_message },
    },
    root,
    root_sender: home.members.get(root.sender_id) ?? null,
    active_at: last_message?.sent_at ?? chat.created_at,
    following: memberships.get(user)?.following ?? false,
  }
}
