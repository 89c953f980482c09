/** Keys that work everywhere; letters by their place on the keyboard, so that the layout does not matter. */

export type Shortcut =
  | 'switch'
  | 'next'
  | 'previous'
  | 'next-unread'
  | 'previous-unread'
  | 'pane'
  | 'pane-back'
  | 'settings'
  | 'theme'
  | 'help'
  | 'escape'
  | 'end'
  | 'mute'
  | `chat-${number}`

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** What a key asks for; `typing` tells that a field has the focus, where single keys are letters. */
export function shortcutOf(event: Key, typing: boolean): Shortcut | null {
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey) {
    if (event.code === 'KeyK' && !event.shiftKey) return 'switch'
    if (event.code === 'Comma') return 'settings'
    if (event.code === 'KeyL' && event.shiftKey) return 'theme'
    if (event.key === 'End' && !typing) return 'end'
    return null
  }
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
  if (event.altKey && !event.shiftKey && digit) return `chat-${Number(digit)}`
  if (event.altKey && !event.shiftKey && event.code === 'KeyM') return 'mute'
  if (event.altKey && event.key === 'ArrowDown') return event.shiftKey ? 'next-unread' : 'next'
  if (event.altKey && event.key === 'ArrowUp') return event.shiftKey ? 'previous-unread' : 'previous'
  if (event.key === 'F6') return event.shiftKey ? 'pane-back' : 'pane'
  if (event.key === 'Escape') return 'escape'
  return event.key === '?' && !typing ? 'help' : null
}

const LANDMARKS = 'nav, aside, main'

/** F6 goes round the landmarks; each gives the focus to where one writes in it, or else to its first control. */
export function nextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(LANDMARKS)].flatMap((pane) => {
    // What stands in a landmark inside of this one is reached with that.
    const own = [...pane.querySelectorAll<HTMLElement>('textarea, [tabindex="0"], a, button, input')].filter(
      (control) => control.closest(LANDMARKS) === pane && control.tabIndex >= 0 && control.checkVisibility(),
    )
    const control = own.find(({ localName }) => localName === 'textarea') ?? own[0]
    return control ? { pane, control } : []
  })
  const here = document.activeElement?.closest(LANDMARKS)
  const at = panes.findIndex(({ pane }) => pane === here)
  panes.at(at < 0 ? (by > 0 ? 0 : -1) : (at + by) % panes.length)?.control.focus()
}
