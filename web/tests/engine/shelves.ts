/** What the small server keeps for each user alone: drafts, how chats stand in the list, folders. */
import type { AnyRow, ChangeChatSettings, ChatSettings, Draft } from '../../src/api/schema'
import { FolderBoard, type FolderCommand } from './folders'
import { Rooms } from './rooms'
import { ScheduleBoard } from './scheduled'

export abstract class Shelves extends Rooms {
  /** By user and chat. */
  drafts = new Map<string, Map<string, Draft>>()
  /** By user and chat. */
  settings = new Map<string, Map<string, ChatSettings>>()
  readonly folders = new FolderBoard()
  readonly scheduled = new ScheduleBoard()

  /** All rows that are of a user alone. */
  protected own(user: string): AnyRow[] {
    const chats = [...this.chats.values()]
    const hidden = chats.flatMap((state) => [...state.hidden.values()])
    return [
      ...chats.flatMap((state) => state.memberships.get(user) ?? []),
      ...hidden.flatMap(({ user: whose, ...row }) => (whose === user ? row : [])),
      ...(this.drafts.get(user)?.values() ?? []),
      ...(this.settings.get(user)?.values() ?? []),
      ...this.folders.of(user),
      ...this.scheduled.of(user),
    ]
  }

  /** Keeps a draft for the devices of its writer; an empty one takes it away. */
  saveDraft(user: string, chat_id: string, text: string, reply_to: number | null = null): Draft {
    const rev = this.nextRev(user)
    const content = text.trim() === '' ? { text: '', reply_to: null } : { text, reply_to }
    const row: Draft = { type: 'draft', chat_id, rev, saved_at: this.now, ...content }
    this.drafts.set(user, (this.drafts.get(user) ?? new Map<string, Draft>()).set(chat_id, row))
    this.tellOwn(user, [row])
    return row
  }

  /** Keeps a chat for the devices of a user; of two pins the later comes to the top. */
  keep(user: string, change: Omit<ChangeChatSettings, 'type'>): ChatSettings {
    const mine = this.settings.get(user) ?? new Map<string, ChatSettings>()
    this.settings.set(user, mine)
    const state = this.chat(change.chat_id)
    const blank = { muted_until: 0, pinned: null, archived_seq: null, unread_seq: null }
    const row = { ...blank, ...mine.get(change.chat_id) }
    const top = Math.min(1, ...[...mine.values()].flatMap(({ pinned }) => pinned ?? []))
    if (change.muted_until != null) row.muted_until = change.muted_until
    if (change.marked_unread != null)
      row.unread_seq = change.marked_unread ? (state.memberships.get(user)?.read_seq ?? 0) : null
    if (change.archived != null) row.archived_seq = change.archived ? state.messages.length : null
    if (change.archived || change.pinned === false) row.pinned = null
    if (change.pinned) [row.pinned, row.archived_seq] = [row.pinned ?? top - 1, null]
    return this.saveSettings(user, change.chat_id, row)
  }

  order(user: string, chats: readonly string[]): { settings: ChatSettings[] } {
    const rows = [...(this.settings.get(user)?.values() ?? [])].filter(({ pinned }) => pinned !== null)
    rows.sort((a, b) => (a.pinned ?? 0) - (b.pinned ?? 0))
    rows.sort((a, b) => chats.indexOf(a.chat_id) - chats.indexOf(b.chat_id))
    const moved = (row: ChatSettings, pinned: number) =>
      this.saveSettings(user, row.chat_id, { ...row, pinned })
    return { settings: rows.map(moved) }
  }

  /** Answers with the row that was saved; to what saves none, that it is done. */
  folder(user: string, command: FolderCommand): object {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    const rows = this.folders.do(user, command, rev)
    this.accountRevs.set(user, rev)
    this.tellOwn(user, rows, rev)
    return (command.type === 'save_folder' && rows[0]) || {}
  }

  protected saveSettings(
    user: string,
    chat_id: string,
    values: Omit<ChatSettings, 'type' | 'chat_id' | 'rev'>,
  ): ChatSettings {
    const rev = this.nextRev(user)
    const row: ChatSettings = { ...values, type: 'chat_settings', chat_id, rev }
    this.settings.get(user)?.set(chat_id, row)
    this.tellOwn(user, [row])
    return row
  }
}
