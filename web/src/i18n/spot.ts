/** Where a name has what is typed of it: the beginning of a word or a part, in either keyboard layout or in Latin letters. */
import { fold, latin, readings } from './fold'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const LETTER = /[\p{L}\p{N}]/u
/** A single letter inside a word says nothing. */
const LEAST_INSIDE = 2

export type Spot = Readonly<{
  /** Smaller is better: 0 the name begins so, 1 a word of it does, 2 a word has it inside. */
  rank: number
  /** The name in pieces, every second of which was found; whole letters, together the name. */
  pieces: readonly string[]
}>

/** A name as it is searched: comparable text, and for each of its characters the grapheme that it comes from. */
type Script = Readonly<{ text: string; from: readonly number[] }>

/** Finds all words of `query` in `name`; null if it has not all of them. An empty query is found everywhere. */
export function spot(name: string, query: string): Spot | null {
  const parts = [...graphemes.segment(name)].map(({ segment }) => segment)
  const folded = parts.map(fold)
  const scripts = [written(folded), written(folded.map(latin))]
  let best: { rank: number; marked: Set<number> } | null = null
  for (const reading of readings(query)) {
    const words = reading.split(/\s+/).filter(Boolean)
    for (const script of scripts) {
      const found = all(script, words)
      if (found && found.rank < (best?.rank ?? Infinity)) best = found
    }
  }
  if (query.trim() === '') return { rank: 0, pieces: [name] }
  return best && { rank: best.rank, pieces: cut(parts, best.marked) }
}

function written(letters: readonly string[]): Script {
  const from: number[] = []
  for (const [i, letter] of letters.entries()) for (let j = 0; j < letter.length; j++) from.push(i)
  return { text: letters.join(''), from }
}

/** The worst rank of the words, and the graphemes that they cover. */
function all({ text, from }: Script, words: readonly string[]) {
  if (words.length === 0) return null
  let rank = 0
  const marked = new Set<number>()
  for (const word of words) {
    const at = place(text, word)
    if (at === null) return null
    rank = Math.max(rank, at === 0 ? (words.length > 1 ? 1 : 0) : begins(text, at) ? 1 : 2)
    for (const grapheme of from.slice(at, at + word.length)) marked.add(grapheme)
  }
  return { rank, marked }
}

/** The best place of a word: where a word begins, else inside one. */
function place(text: string, word: string): number | null {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (begins(text, at)) return at
  const inside = text.indexOf(word)
  return inside >= 0 && word.length >= LEAST_INSIDE ? inside : null
}

const begins = (text: string, at: number) => at === 0 || !LETTER.test(text[at - 1] ?? '')

function cut(parts: readonly string[], marked: ReadonlySet<number>): string[] {
  const pieces = ['']
  for (const [i, part] of parts.entries()) {
    const found = pieces.length % 2 === 0
    if (marked.has(i) === found) pieces.push((pieces.pop() ?? '') + part)
    else pieces.push(part)
  }
  return pieces
}
