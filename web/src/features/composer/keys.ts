/** Keys of the field in which one writes; letters by their place, so that they work in every keyboard layout. */
import type { Format } from '../../richtext/marks'

export type Wish = 'send' | 'edit-last' | 'older' | 'newer' | Format

/** What holds while the key is pressed. */
export type Standing = Readonly<{
  /** A finger is the pointer: Enter on its keyboard breaks the line. */
  touch: boolean
  /** Only Ctrl+Enter sends. */
  ctrlSends: boolean
  empty: boolean
  /** Is something selected? */
  selected: boolean
  /** Is a message being answered or changed? */
  busy: boolean
}>

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>

const LETTERS: Record<string, Format> = { KeyB: 'bold', KeyI: 'italic' }
const SHIFTED: Record<string, Format> = { KeyX: 'strike', KeyM: 'code', KeyS: 'spoiler' }

/** What a key asks for; null leaves it to the browser. */
export function wishOf(event: Key, now: Standing): Wish | null {
  // The key belongs to the input method: Enter takes its word.
  if (event.isComposing || event.altKey) return null
  const command = event.ctrlKey || event.metaKey
  if (event.key === 'Enter') {
    if (command) return 'send'
    return event.shiftKey || now.touch || now.ctrlSends ? null : 'send'
  }
  if (command) {
    if (event.key === 'ArrowUp') return 'older'
    if (event.key === 'ArrowDown') return 'newer'
    if (event.code === 'KeyK') return now.selected && !event.shiftKey ? 'link' : null
    return (event.shiftKey ? SHIFTED : LETTERS)[event.code] ?? null
  }
  return event.key === 'ArrowUp' && now.empty && !now.busy && !event.shiftKey ? 'edit-last' : null
}
