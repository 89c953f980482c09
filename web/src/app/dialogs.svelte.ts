/** Which of the frame's own dialogs is open; they are drawn, each when it is first needed, by Dialogs.svelte. */
import type { Leads } from '../features/chats/actions'
import type { FolderRow, MessageRow } from '../engine/rpc'

type Reported = Readonly<{
  user: string
  name: string
  message: Readonly<{ chat: string; id: string }> | null
}>

type Forwarded = Readonly<{ chat: string; rows: readonly MessageRow[]; ondone: () => void }>
export type Joining = Readonly<
  | { code: string; now: boolean }
  | { links: string }
  | { askers: string }
  | { publish: string }
  | { directory: true }
>

class Dialogs {
  /** Beginning a chat: with one person, or with several, or a channel. */
  creating = $state<'person' | 'members' | 'channel' | null>(null)
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
  /** A link to a group that was opened (`now`: its group was agreed to); a group's links, requests or address; all public ones. */
  joining = $state.raw<Joining | null>(null)
  /** Whoever is about to be reported, for a message of theirs or without one. */
  reporting = $state.raw<Reported | null>(null)
  /** Messages that are about to be said again elsewhere. */
  forwarding = $state.raw<Forwarded | null>(null)
  switching = $state(false)
  helping = $state(false)
  /** Signing out. */
  leaving = $state(false)

  /** Is any of them? */
  readonly open = $derived.by(() => {
    const { creating, adding, quitting, clearing, filing, person } = this
    const { joining, reporting, forwarding, switching, helping, leaving } = this
    return (
      !!(joining ?? reporting ?? forwarding) ||
      !!(creating ?? adding ?? quitting ?? clearing ?? filing ?? person) ||
      switching ||
      helping ||
      leaving
    )
  })
}

export const dialogs = new Dialogs()

/** Where the menus of chats lead. */
export const leads: Omit<Leads, 'menu'> = {
  leave: (row) => (dialogs.quitting = row.key),
  clear: (row) => (dialogs.clearing = row.key),
  file: (row) => (dialogs.filing = { chat: row.key }),
}
