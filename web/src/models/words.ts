/** What a message says, to be taken elsewhere as plain words. */
import type { MessageRow } from '../engine/rpc'

/** The text, and the answers that a poll offers. */
export const wordsOf = ({ text, poll }: Pick<MessageRow, 'text' | 'poll'>): string =>
  [text, ...(poll?.options ?? []).map((option) => `– ${option.text}`)].join('\n')
