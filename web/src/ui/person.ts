/** How a person or chat is drawn without a picture: one of eight hues, and initials. */

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** 0…7, the same on every device: the id's last byte. */
export function hue(id: string): number {
  return Math.abs(parseInt(id.slice(-2), 16) || 0) % 8
}

/** First letters of the first `count` words: `Аня Петрова` → `АП`; marks and quotes are no letters. */
export function initials(name: string, count = 2): string {
  const words = name.split(/[\s_.-]+/u).filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  return words
    .slice(0, count)
    .map((word) => {
      const all = [...letters.segment(word)].map(({ segment }) => segment)
      const first = all.find((letter) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(letter)) ?? ''
      // Letters have one mark or two; a pile of them would paint over the neighbours.
      return first.replace(/(\p{Mn}{2})\p{M}+/gu, '$1')
    })
    .join('')
    .toUpperCase()
}
