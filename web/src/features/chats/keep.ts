/** Muting and archiving a chat with a way back. */
import type { ChatRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import type { ChatList } from '../../models/ChatList.svelte'
import { isArchived, isPinned } from '../../models/order'
import { toasts } from '../../ui/toasts.svelte'

/** @param ms for how long; 0 lets it be heard again, Infinity never */
export function mute(row: ChatRow, ms: number, chats: ChatList, t: Messages): void {
  const muted = row.kept?.muted ?? false
  chats.mute(row, ms)
  // How long it was to be muted before is not known any more.
  const back = { label: t.keeping.undo, run: () => chats.mute(row, 0) }
  if (ms > 0) toasts.show(t.menu.muted, muted ? undefined : back)
  else toasts.show(t.menu.unmuted)
}

/** Into the archive, or out of it. */
export function archive(row: ChatRow, chats: ChatList, { keeping: say }: Messages): void {
  const [archived, pinned] = [isArchived(row), isPinned(row)]
  chats.keep(row, { archived: !archived })
  toasts.show(archived ? say.unarchived : say.archived, {
    label: say.undo,
    // What goes into the archive is pinned no longer.
    run: () => chats.keep(row, { archived, ...(pinned && { pinned }) }),
  })
}
