/** The options of a poll while they are written: there is always an empty line to go on in, as long as there may be more. */
import { MAX_OPTIONS } from '../../api/schema'

export type Line = Readonly<{ id: number; text: string }>

/** Adds an empty line at the end where there is none, and takes away all but one of those that follow each other there. */
export function settled(lines: readonly Line[]): Line[] {
  const last = lines.findLastIndex(({ text }) => text.trim() !== '')
  const id = Math.max(0, ...lines.map((line) => line.id)) + 1
  const kept = lines.slice(0, Math.max(2, last + 2))
  const full = last === kept.length - 1 && kept.length < MAX_OPTIONS
  return full ? [...kept, { id, text: '' }] : kept.slice(0, MAX_OPTIONS)
}

/** What is asked: the lines that say anything. */
export const written = (lines: readonly Line[]): Line[] => lines.filter(({ text }) => text.trim() !== '')

/** With one line so many places down (or up); null if it cannot go there. */
export function shifted(lines: readonly Line[], id: number, by: number): Line[] | null {
  const from = lines.findIndex((line) => line.id === id)
  const line = lines[from]
  const to = from + by
  if (!line || line.text.trim() === '' || to < 0 || to >= written(lines).length) return null
  return lines.toSpliced(from, 1).toSpliced(to, 0, line)
}
