/** What can be done with a chat of the list: the items of its menu, in their order. */
import type { ChatRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import type { ChatList } from '../../models/ChatList.svelte'
import { isArchived, isGroup, isPinned, isUnread } from '../../models/order'
import type { MenuItem } from '../../ui/menu.svelte'
import { folderActions } from './foldering'
import { archive, mute } from './keep'

/** What a menu leads to that is not done here. */
export type Leads = Readonly<{
  /** Opens another menu in the place of this one. */
  menu: (items: readonly MenuItem[]) => void
  leave: (row: ChatRow) => void
  /** Asks before the history is cleared, or a direct chat deleted. */
  clear: (row: ChatRow) => void
  /** Makes a folder with this chat in it. */
  file: (row: ChatRow) => void
}>

const HOUR_MS = 3_600_000

export function chatActions(row: ChatRow, chats: ChatList, t: Messages, leads: Leads): MenuItem[] {
  const { menu: say } = t
  const { menu, leave } = leads
  const [archived, pinned] = [isArchived(row), isPinned(row)]
  const items: (MenuItem | false)[] = [
    { label: say.new_tab, icon: 'new_tab', action: () => void open(`/c/${row.key}`, '_blank') },
    !archived && {
      label: pinned ? say.unpin : say.pin,
      icon: pinned ? 'unpin' : 'pin',
      action: () => chats.keep(row, { pinned: !pinned }),
    },
    isUnread(row)
      ? { label: say.mark_read, icon: 'check', action: () => chats.markRead(row) }
      : { label: say.mark_unread, icon: 'unread', action: () => chats.keep(row, { marked: true }) },
    row.kept?.muted
      ? { label: say.unmute, icon: 'bell', action: () => mute(row, 0, chats, t) }
      : { label: say.mute_for, icon: 'bell_off', action: () => menu(mutes(row, chats, t)) },
    putting(row, chats, t, leads),
    {
      label: archived ? say.unarchive : say.archive,
      icon: archived ? 'unarchive' : 'archive',
      action: () => archive(row, chats, t),
    },
    row.role !== null && clearing(row, t, leads),
    isGroup(row) &&
      !row.general &&
      row.role !== null && {
        label: row.kind === 'channel' ? t.rights.channel.leave : say.leave,
        icon: 'leave',
        danger: true,
        action: () => leave(row),
      },
  ]
  return items.filter((item) => item !== false)
}

/** What can be done with the open chat: the items of the menu in its head. */
export function headActions(
  row: ChatRow,
  chats: ChatList,
  t: Messages,
  leads: Leads & Readonly<{ /** Where search has no button of its own. */ find: (() => void) | null }>,
): MenuItem[] {
  const find: MenuItem[] = leads.find ? [{ label: t.find.find, icon: 'search', action: leads.find }] : []
  return [...find, putting(row, chats, t, leads), clearing(row, t, leads)]
}

function putting(row: ChatRow, chats: ChatList, t: Messages, leads: Leads): MenuItem {
  return {
    label: t.folders.put,
    icon: 'folder',
    action: () => leads.menu(folderActions(row, chats, t, leads)),
  }
}

function clearing(row: ChatRow, t: Messages, { clear }: Leads): MenuItem {
  const label = row.kind === 'direct' ? t.deleting.chat : t.deleting.clear
  return { label, icon: 'trash', danger: true, action: () => clear(row) }
}

function mutes(row: ChatRow, chats: ChatList, t: Messages): MenuItem[] {
  const { menu: say } = t
  const item = (label: string, ms: number): MenuItem => ({
    label,
    icon: 'bell_off',
    action: () => mute(row, ms, chats, t),
  })
  return [
    item(say.mute_hour, HOUR_MS),
    item(say.mute_hours, 8 * HOUR_MS),
    item(say.mute_day, 24 * HOUR_MS),
    item(say.mute_forever, Infinity),
  ]
}
