/** What the word at the caret may be completed to: a person after `@`, an emoji after `:`. */
import type { Edit } from '../../richtext/marks'

export type Token = Readonly<{ kind: 'person' | 'emoji'; from: number; to: number; query: string }>

/** Rows of the list. */
export const MOST = 6

const PERSON = /(?<![\p{L}\p{N}_@])@([\p{L}\p{N}_.-]{0,32})$/u
const EMOJI = /(?<![\p{L}\p{N}_:])(:)([\p{L}+\d_-]{2,32})$/u
/** Enough of the text before the caret to see the word and what stands before it. */
const REACH = 40

/** The word before the caret that can be completed; null if something is selected or there is none. */
export function tokenAt(text: string, start: number, end: number): Token | null {
  // In the middle of a word nothing is offered.
  if (start !== end || /^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2))) return null
  const before = text.slice(Math.max(0, start - REACH), start)
  const person = PERSON.exec(before)
  if (person) {
    const query = person[1] ?? ''
    return { kind: 'person', from: start - query.length - 1, to: start, query }
  }
  const query = EMOJI.exec(before)?.[2]
  return query === undefined ? null : { kind: 'emoji', from: start - query.length - 1, to: start, query }
}

/** Puts the choice in the word's place. */
export function complete({ kind, from, to }: Token, choice: string): Edit {
  const insert = kind === 'person' ? `@${choice} ` : choice
  return { from, to, insert, start: from + insert.length, end: from + insert.length }
}
