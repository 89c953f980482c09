/** One emoji as the build writes it and the client reads it. */

/** What the build makes of one emoji; `toned` says that it has skin tones. */
export type EmojiRow = readonly [
  emoji: string,
  group: number,
  toned: 0 | 1,
  english: string,
  russian: string,
  words: string,
]
