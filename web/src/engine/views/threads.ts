/** Comments among the chats: what their heads tell of the message, and what the message's chat tells of them. */
import type { Chat } from '../../api/schema'
import type { Engine } from '../engine'
import { rightsOf, rightsOfRole } from '../rights'
import type { ChatRow, Quote } from '../rpc'
import type { Place } from '../sync/place'
import type { Replica } from '../sync/replica'
import type { Touched } from './view'

/** As much of a message as a head has room for. */
const MOST_TEXT = 300

/** How much is unread in a thread, if the user follows it. */
export function followedUnread(place: Place | undefined): number {
  return place?.shown && follows(place) ? place.record.unread : 0
}

/** Memberships that were kept by an older client do not say. */
const follows = ({ record }: Place): boolean => record.membership?.following !== false

/** The name of a person as a chat has it, or the chat of what is commented on; empty if not known. */
export function nameIn({ places }: Replica, chat: string, user: string, gone: string): string {
  const place = places.get(chat)
  const home = place?.record.chat?.root?.chat_id
  return place?.name(user, gone) || (home && places.get(home)?.name(user, gone)) || ''
}

/** What shows something of chats that have changed: each thread, and the chat of its message. */
export function related({ places }: Replica, changed: ReadonlySet<string>): Pick<Touched, 'chats'> {
  const chats = new Set<string>()
  for (const [id, { record }] of places) {
    const root = record.chat?.root
    if (!root) continue
    if (changed.has(id)) chats.add(root.chat_id)
    if (changed.has(root.chat_id)) chats.add(id)
  }
  return chats.size > 0 ? { chats } : {}
}

type Head = Pick<ChatRow, 'title' | 'general' | 'role' | 'thread' | 'rights' | 'may' | 'closed' | 'lifetime'>

/** What a thread's head has of its message and of that message's chat; null where one is not in that chat. */
export function threadHead(engine: Engine, place: Place, chat: Chat): Partial<Head> | null {
  const { root } = chat
  if (!root) return {}
  const home = engine.replica.places.get(root.chat_id)
  const of = home?.record.chat
  if (!home?.shown || !of) return null
  const role = home.members.get(engine.replica.me)?.role ?? 'member'
  const rights = rightsOf(of)
  const may = rightsOfRole(rights, role)
  return {
    title: of.name,
    general: of.general,
    role,
    rights,
    may,
    thread: {
      chat: root.chat_id,
      seq: root.seq,
      root: rootOf(engine, place),
      following: follows(place),
    },
    ...(!may.includes('comments') && { closed: 'reads' }),
    ...(of.lifetime_s && { lifetime: of.lifetime_s }),
  }
}

function rootOf(engine: Engine, { record }: Place): Quote | null {
  const { root } = record
  if (!root) return null
  const { id, chat_id, sender_id, text, deleted } = root
  const name = engine.name(chat_id, sender_id)
  return { id, from: sender_id, name, text: text.slice(0, MOST_TEXT), deleted }
}
