/** Which of the frame's own dialogs is open; they are drawn, each when it is first needed, by Dialogs.svelte. */

class Dialogs {
  /** Beginning a chat: with one person, or with several. */
  creating = $state<'person' | 'members' | null>(null)
  /** The group that people are being added to. */
  adding = $state<string | null>(null)
  /** The group that is about to be left. */
  quitting = $state<string | null>(null)
  switching = $state(false)
  helping = $state(false)
  /** Signing out. */
  leaving = $state(false)
}

export const dialogs = new Dialogs()
