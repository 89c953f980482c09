/** Which of the frame's own dialogs is open; they are drawn, each when it is first needed, by Dialogs.svelte. */
import type { Leads } from '../features/chats/actions'
import type { FolderRow } from '../engine/rpc'

class Dialogs {
  /** Beginning a chat: with one person, or with several. */
  creating = $state<'person' | 'members' | null>(null)
  /** The group that people are being added to. */
  adding = $state<string | null>(null)
  /** The group that is about to be left. */
  quitting = $state<string | null>(null)
  /** The chat that is about to be cleared, or deleted for oneself. */
  clearing = $state<string | null>(null)
  /** A folder that is changed, or one to be made with a chat in it. */
  filing = $state.raw<{ folder: FolderRow } | { chat: string } | null>(null)
  /** The username whose person is looked at. */
  person = $state<string | null>(null)
  switching = $state(false)
  helping = $state(false)
  /** Signing out. */
  leaving = $state(false)
}

export const dialogs = new Dialogs()

/** Where the menus of chats lead. */
export const leads: Omit<Leads, 'menu'> = {
  leave: (row) => (dialogs.quitting = row.key),
  clear: (row) => (dialogs.clearing = row.key),
  file: (row) => (dialogs.filing = { chat: row.key }),
}
