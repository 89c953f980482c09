/** The order of the list of chats, and what each of its filters lets through. */
import type { ChatId, ChatRow, FolderRow } from '../engine/rpc'

export const FILTERS = ['all', 'unread', 'direct', 'groups', 'threads'] as const

const pin = (row: ChatRow) => row.kept?.pinned ?? Infinity

/** Negative if `a` comes first: pinned chats in their own order, the others by their last word. */
export function inOrder(a: ChatRow, b: ChatRow): number {
  return pin(a) === pin(b) ? b.pos - a.pos : pin(a) - pin(b)
}

/** Is there anything to read, or was it marked so? */
export const isUnread = (row: ChatRow): boolean => row.unread > 0 || (row.kept?.marked ?? false)

export const isPinned = (row: ChatRow): boolean => row.kept?.pinned != null

export const isArchived = (row: ChatRow): boolean => row.kept?.archived ?? false

/** What the title and the app's icon count of a chat: nothing of those that are not to be heard of. */
export const counted = (row: ChatRow): number =>
  row.kept?.muted || isArchived(row) || row.thread?.following === false ? 0 : row.unread

/** The chats outside the archive that have anything to read. */
export const unreadAmong = (rows: readonly ChatRow[]): ReadonlySet<ChatId> =>
  new Set(rows.flatMap((row) => (isUnread(row) && !isArchived(row) ? row.key : [])))

export const inside = ({ chats }: FolderRow): ReadonlySet<ChatId> => new Set(chats)

/** A group, or a channel. */
export const isGroup = ({ kind }: Pick<ChatRow, 'kind'>): boolean => kind === 'group' || kind === 'channel'

/** Does one of `FILTERS` let a chat through? */
export function lets(filter: string, row: ChatRow): boolean {
  switch (filter) {
    case 'unread':
      return isUnread(row)
    case 'direct':
      return !isGroup(row)
    case 'groups':
      return isGroup(row)
    // Comments are no chats of the list.
    case 'threads':
      return false
    default:
      return true
  }
}

/** What is in an order of its own, with one moved so many places down (or up); null if it cannot go there. */
export function moved(all: readonly string[], id: string, by: number): string[] | null {
  const from = all.indexOf(id)
  const to = from + by
  return from < 0 || by === 0 || to < 0 || to >= all.length
    ? null
    : all.toSpliced(from, 1).toSpliced(to, 0, id)
}

/** May one call everybody in a chat by `@all`? */
export const callsAll = (row: ChatRow | undefined): boolean =>
  row !== undefined && isGroup(row) && (row.role === 'owner' || row.role === 'admin')
