/** What can be done with a chat of the list: the items of its menu, in their order. */
import type { ChatRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import type { ChatList } from '../../models/ChatList.svelte'
import { isArchived, isPinned, isUnread } from '../../models/order'
import type { MenuItem } from '../../ui/menu.svelte'

/** What a menu leads to that is not done here. */
export type Leads = Readonly<{
  /** Opens another menu in the place of this one. */
  menu: (items: readonly MenuItem[]) => void
  leave: (row: ChatRow) => void
}>

const HOUR_MS = 3_600_000

export function chatActions(row: ChatRow, chats: ChatList, t: Messages, { menu, leave }: Leads): MenuItem[] {
  const { menu: say } = t
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
      ? { label: say.unmute, icon: 'bell', action: () => chats.mute(row, 0) }
      : { label: say.mute_for, icon: 'bell_off', action: () => menu(mutes(row, chats, t)) },
    {
      label: archived ? say.unarchive : say.archive,
      icon: archived ? 'unarchive' : 'archive',
      action: () => chats.keep(row, { archived: !archived }),
    },
    row.kind === 'group' &&
      !row.general &&
      row.role !== null && { label: say.leave, icon: 'leave', danger: true, action: () => leave(row) },
  ]
  return items.filter((item) => item !== false)
}

function mutes(row: ChatRow, chats: ChatList, t: Messages): MenuItem[] {
  const { menu: say } = t
  const item = (label: string, ms: number): MenuItem => ({
    label,
    icon: 'bell_off',
    action: () => chats.mute(row, ms),
  })
  return [
    item(say.mute_hour, HOUR_MS),
    item(say.mute_hours, 8 * HOUR_MS),
    item(say.mute_day, 24 * HOUR_MS),
    item(say.mute_forever, Infinity),
  ]
}
