/** Changes of a text field that the browser's undo knows, and where its selection is on the screen. */
import type { Attachment } from 'svelte/attachments'

import type { Edit } from '../../richtext/marks'
import type { Box } from '../../ui/place'

/** Does the edit as if it were typed, so that Ctrl+Z takes it back; the field fires `input`. */
export function apply(field: HTMLTextAreaElement, { from, to, insert: text, start, end }: Edit): void {
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated, and the one way into the history of undo; every browser that we support has it.
  const done = document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
  if (!done) {
    field.setRangeText(text, from, to)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(start, end)
}

/** Writes over a range; the caret stands behind it then. */
export function replacement(from: number, to: number, text: string): Edit {
  return { from, to, insert: text, start: from + text.length, end: from + text.length }
}

/** Makes the field as high as its text where `field-sizing: content` is not known; the style sheet limits it. */
export function growing(text: () => string): Attachment<HTMLTextAreaElement> {
  return (field) => {
    text()
    if (CSS.supports('field-sizing', 'content')) return
    field.style.height = '0'
    field.style.height = `${String(field.scrollHeight)}px`
  }
}

/** Writes at the caret of a field that does not have the focus, and leaves it so. */
export function insert(field: HTMLTextAreaElement, text: string): void {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

const SAME = [
  ...['font', 'letterSpacing', 'textIndent', 'tabSize', 'direction', 'textAlign', 'boxSizing'],
  ...['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'borderTopWidth', 'borderRightWidth'],
  ...['borderBottomWidth', 'borderLeftWidth', 'borderStyle', 'width'],
] as const

/** The first line of the selection in window pixels: measured on a copy, as a field does not tell. */
export function selectionBox(field: HTMLTextAreaElement): Box {
  const copy = document.createElement('div')
  const style = getComputedStyle(field)
  for (const name of SAME) copy.style[name as 'font'] = style[name as 'font']
  const laid = { position: 'fixed', visibility: 'hidden', whiteSpace: 'pre-wrap', overflowWrap: 'break-word' }
  Object.assign(copy.style, laid)
  const selected = document.createElement('span')
  selected.textContent = field.value.slice(field.selectionStart, field.selectionEnd) || '.'
  copy.append(field.value.slice(0, field.selectionStart), selected, field.value.slice(field.selectionEnd))
  document.body.append(copy)
  const line = selected.getClientRects()[0] ?? new DOMRect()
  const from = copy.getBoundingClientRect()
  copy.remove()
  const at = field.getBoundingClientRect()
  const y = at.y + line.y - from.y - field.scrollTop
  return {
    x: at.x + line.x - from.x,
    y: Math.min(Math.max(y, at.y), at.bottom),
    width: line.width,
    height: line.height,
  }
}
