/** Which folders a chat is in: a menu of all of them, and one more. */
import { MAX_FOLDER_CHATS, MAX_FOLDERS } from '../../api/schema'
import type { ChatRow, FolderRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import type { ChatList } from '../../models/ChatList.svelte'
import type { MenuItem } from '../../ui/menu.svelte'
import { toasts } from '../../ui/toasts.svelte'

/** @param file makes a folder with this chat in it */
export function folderActions(
  row: ChatRow,
  chats: ChatList,
  t: Messages,
  { file }: { file: (row: ChatRow) => void },
): MenuItem[] {
  const folders = chats.folders ?? []
  const make = () => {
    if (folders.length < MAX_FOLDERS) file(row)
    else toasts.show(t.errors.say('too_many_folders', { limit: MAX_FOLDERS }))
  }
  return [
    ...folders.map((folder) => item(row, folder, chats, t)),
    { label: t.folders.make, icon: 'plus', action: make },
  ]
}

function item(row: ChatRow, { key, name, chats: inside }: FolderRow, chats: ChatList, t: Messages): MenuItem {
  const checked = inside.includes(row.key)
  const action = () => {
    if (!checked && inside.length >= MAX_FOLDER_CHATS) return toasts.show(t.folders.full(MAX_FOLDER_CHATS))
    chats.file({ t: 'change', id: key, [checked ? 'remove' : 'add']: [row.key] })
    toasts.show(checked ? t.folders.taken_out(name) : t.folders.put_in(name))
  }
  return { label: name, icon: checked ? 'check' : 'folder', checked, action }
}
