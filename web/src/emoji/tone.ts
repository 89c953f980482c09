/** Skin tones: the yellow one, and five that people choose from. */

/** 0 is the yellow one, 1 the lightest, 5 the darkest. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5

const FIRST_TONE = 0x1f3fa
const HANDSHAKE = '\u{1f91d}'

/** The emoji in a skin tone; people who hold hands have the same. */
export function toned(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji
  const joined = emoji.includes('\u200d')
  return [...emoji]
    .map((part) => {
      const person = /\p{Emoji_Modifier_Base}/u.test(part) && !(joined && part === HANDSHAKE)
      return person ? part + String.fromCodePoint(FIRST_TONE + tone) : part
    })
    .join('')
    .replace(/([\u{1f3fb}-\u{1f3ff}])\ufe0f/gu, '$1')
}
