/** Loads what is needed to offer emoji: all of them with their names, and this person's choice. */
import type { EmojiChoice } from './choice.svelte'
import type { EmojiBook } from './data'

export type EmojiKit = Readonly<{ book: EmojiBook; choice: EmojiChoice }>

export async function loadEmoji(): Promise<EmojiKit> {
  const [{ emojiBook }, { emojiChoice }] = await Promise.all([import('./data'), import('./choice.svelte')])
  return { book: await emojiBook(), choice: emojiChoice() }
}
