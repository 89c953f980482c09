/** Whether and where a text has what is searched for: all words of the query, in either keyboard layout. */
import { fold, layouts } from './fold'

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export class Needle {
  /** For each reading of the query its words, folded. */
  readonly #readings: readonly (readonly string[])[]

  constructor(query: string) {
    this.#readings = layouts(query).map((reading) => reading.split(/\s+/).filter(Boolean))
  }

  get empty(): boolean {
    return this.#readings.length === 0
  }

  /** The words that a text has all of; null if it has not. */
  #found(folded: string): readonly string[] | null {
    return this.#readings.find((words) => words.every((word) => folded.includes(word))) ?? null
  }

  isIn(text: string): boolean {
    return this.#found(fold(text)) !== null
  }

  /** Cuts a text into pieces, every second of which is a found word; one piece if nothing is found. */
  cut(text: string): string[] {
    const words = this.#readings.flat()
    // Where each letter of the folded text comes from.
    const from: number[] = []
    let folded = ''
    for (const { segment, index } of letters.segment(text)) {
      const letter = fold(segment)
      for (let i = 0; i < letter.length; i++) from.push(index)
      folded += letter
    }
    from.push(text.length)
    const pieces: string[] = []
    let at = 0
    for (let i = 0; i < folded.length;) {
      const word = words.find((one) => folded.startsWith(one, i))
      if (word === undefined) {
        i++
        continue
      }
      const [start, end] = [from[i] ?? 0, after(from, i + word.length)]
      i += word.length
      if (start < at) continue
      pieces.push(text.slice(at, start), text.slice(start, end))
      at = end
    }
    return [...pieces, text.slice(at)]
  }
}

/** Where the letter that ends before folded position `i` ends in the text. */
function after(from: readonly number[], i: number): number {
  let next = i
  // Half of a folded letter is the whole of what it was made of.
  while (next < from.length - 1 && from[next] === from[i - 1]) next++
  return from[next] ?? 0
}
