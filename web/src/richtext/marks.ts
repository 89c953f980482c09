/** Putting marks of the chat dialect round a selection, and taking them away again. */

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'spoiler' | 'link'

/** A change of a text: `[from, to)` becomes `insert`, then `[start, end)` is selected. Offsets are UTF-16 units. */
export type Edit = Readonly<{ from: number; to: number; insert: string; start: number; end: number }>

const MARKS = { bold: '**', italic: '_', strike: '~~', code: '`', spoiler: '||' } as const
const FENCE = '```'
const ADDRESS = /^https?:\/\/\S+$/i

/** Formats what is selected, or takes the format away if it has it. */
export function format(text: string, start: number, end: number, as: Format): Edit {
  if (as === 'link') return link(text, start, end, 'https://')
  const [from, to] = trimmed(text, start, end)
  const selected = text.slice(from, to)
  // Code in backticks has neither line breaks nor backticks of its own.
  if (as === 'code' && /[\n`]/.test(selected)) return fence(text, from, to)
  const mark = MARKS[as]
  const n = mark.length
  if (selected.length > 2 * n && selected.startsWith(mark) && selected.endsWith(mark)) {
    const inner = selected.slice(n, -n)
    return { from, to, insert: inner, start: from, end: from + inner.length }
  }
  if (from >= n && text.slice(from - n, from) === mark && text.slice(to, to + n) === mark) {
    return { from: from - n, to: to + n, insert: selected, start: from - n, end: to - n }
  }
  return { from, to, insert: mark + selected + mark, start: from + n, end: to + n }
}

/** Makes what is selected a link to `address`; the part that is still to be written is selected then. */
export function link(text: string, start: number, end: number, address: string): Edit {
  const [from, to] = trimmed(text, start, end)
  const selected = text.slice(from, to)
  if (ADDRESS.test(selected)) {
    return { from, to, insert: `[](${selected})`, start: from + 1, end: from + 1 }
  }
  const insert = `[${selected}](${address})`
  const at = from + selected.length + 3
  const done = address !== 'https://'
  const after = from + insert.length
  return { from, to, insert, start: done ? after : at, end: done ? after : at + address.length }
}

function fence(text: string, from: number, to: number): Edit {
  const selected = text.slice(from, to)
  const inner = /^```\n([\s\S]*)\n```$/.exec(selected)?.[1]
  if (inner !== undefined) return { from, to, insert: inner, start: from, end: from + inner.length }
  const before = from > 0 && text[from - 1] !== '\n' ? '\n' : ''
  const after = to < text.length && text[to] !== '\n' ? '\n' : ''
  const fenced = `${FENCE}\n${selected}\n${FENCE}`
  const start = from + before.length
  return { from, to, insert: before + fenced + after, start, end: start + fenced.length }
}

/** The selection without the white space at its ends: marks hold on to letters only. */
function trimmed(text: string, start: number, end: number): [from: number, to: number] {
  const selected = text.slice(start, end)
  if (selected.trim() === '') return [start, end]
  return [
    start + selected.length - selected.trimStart().length,
    end - selected.length + selected.trimEnd().length,
  ]
}
