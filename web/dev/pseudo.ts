/** A language that nobody speaks: each word of the interface accented and longer, to find what does not fit or is not in a dictionary. */

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'

/** Stands at the end of every word of the interface, so that a test knows them from the words of people. */
export const MARK = '⟧'

/** How much longer translations get. */
const LONGER = 0.4

/** The text with every Latin letter accented, and with padding after it. */
export function stretched(text: string): string {
  const accented = [...text].map((char) => ACCENTED[PLAIN.indexOf(char)] ?? char).join('')
  // A sentence around a word of the interface has been made longer with that word.
  const more = text.includes(MARK) ? 0 : Math.ceil([...text].length * LONGER)
  const padding = ' ~~~~'.repeat(Math.ceil(more / 5)).slice(0, more)
  return `${accented}${padding}${MARK}`
}

/** A dictionary of the same shape in that language; names that are put into its sentences are stretched with them. */
export function distort<T>(words: T): T {
  if (typeof words === 'string') return stretched(words) as T
  if (typeof words === 'function') {
    return ((...args: unknown[]) => distort((words as (...args: unknown[]) => unknown)(...args))) as T
  }
  if (Array.isArray(words)) return words.map(distort) as T
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, distort(value)])) as T
}
