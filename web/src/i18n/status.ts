/** A chat's state in words: who types, what was said last, when somebody was seen. */
import type { ChatRow, Preview } from '../engine/rpc'
import { isGroup } from '../models/order'
import type { Messages } from './en'
import type { Locale } from './plural'
import { serviceText } from './service'
import { plain } from '../richtext/plain'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `печатает…`, `Аня печатает…`, `3 человека печатают…`; null when nobody does. */
export function typingText(row: ChatRow, t: Messages): string | null {
  const [first, ...others] = row.typing
  if (first === undefined) return null
  if (row.kind === 'direct') return t.chats.typing
  return others.length === 0 ? t.chats.typing_one(first) : t.chats.typing_many(row.typing.length)
}

/** The last message as one line, without its sender. */
export function previewText(preview: Preview, t: Messages, locale: Locale): string {
  if (preview.deleted) return t.chats.deleted
  if (preview.event) return serviceText(t, locale, preview.event)
  return preview.poll ? `${t.message.poll}: ${preview.text}` : plain(preview.text)
}

/** Who wrote the last message, with a colon; null where that goes without saying. */
export function previewSender(row: ChatRow, t: Messages): string | null {
  const { preview } = row
  if (!preview || preview.event || row.kind === 'saved') return null
  if (preview.own) return isGroup(row) ? t.chats.you : null
  return preview.name === null ? null : `${preview.name}:`
}

/** A row of the list as one sentence, for who hears it: `Аня Петрова, 3 непрочитанных, последнее: Фото, 14:32`. */
export function chatSentence(row: ChatRow, title: string, when: string, t: Messages, locale: Locale): string {
  const { preview } = row
  const last = preview && [previewSender(row, t), previewText(preview, t, locale)].filter(Boolean).join(' ')
  const said = row.draft ? `${t.chats.draft} ${plain(row.draft.text)}` : last && t.chats.last(last)
  const parts = [
    title,
    row.kind === 'direct' && row.online ? t.chats.online : null,
    row.failed > 0 ? t.chats.failed : null,
    row.unread > 0 ? t.chats.unread_count(row.unread) : null,
    row.mentions ? t.message.means : null,
    row.kept?.marked ? t.chats.marked : null,
    typingText(row, t) ?? said ?? t.chats.no_messages,
    when,
    preview?.own && preview.state && row.kind !== 'saved' ? t.message[preview.state] : null,
    row.kept?.pinned != null ? t.chats.pinned : null,
    row.kept?.muted ? t.chats.muted : null,
  ]
  return parts.filter(Boolean).join(', ')
}

/** The line under a chat's name: never a verb with a gender. */
export function presenceText(row: ChatRow, t: Messages, now: number): string {
  if (row.kind === 'saved') return t.head.saved
  if (row.kind === 'group') return t.head.members(row.members, row.onlineMembers)
  if (row.kind === 'channel') return t.head.members(row.members, 0)
  if (row.closed === 'gone') return ''
  if (row.online) return t.head.online
  return seenText(row.lastSeenAt, t, now)
}

/** `в сети 5 минут назад`; after a day, and where it is not known, `не в сети`. */
export function seenText(at: number | null, t: Messages, now: number): string {
  if (at === null || now - at > DAY_MS) return t.head.offline
  const ago = now - at
  if (ago < MINUTE_MS) return t.head.seen(t.head.just_now)
  if (ago < HOUR_MS) return t.head.seen(t.head.minutes(Math.floor(ago / MINUTE_MS)))
  return t.head.seen(t.head.hours(Math.floor(ago / HOUR_MS)))
}
