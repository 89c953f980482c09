/** Keys on a focused message; letters by their place, so that they work in every keyboard layout. */

/** Keys that may do what an item of the menu does. */
export const ACTING: readonly string[] = ['KeyR', 'KeyE', 'KeyF', 'KeyC', 'Delete']

/** The code of a plain letter or of Delete; empty for anything with a modifier. */
export function letterOf(event: KeyboardEvent): string {
  return event.ctrlKey || event.metaKey || event.altKey ? '' : event.code
}

/** Does this key open the menu? */
export function opensMenu(event: KeyboardEvent): boolean {
  return event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')
}
