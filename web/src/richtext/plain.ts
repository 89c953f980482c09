/** Texts without marks: for previews, quotes, notifications and screen readers; and what is only emoji. */
import type { Block, Inline } from './ast'
import { parse } from './parse'

const VEIL = '▒'
const LONGEST_VEIL = 12

/** One line of plain text; what a spoiler hides stays hidden. */
export function plain(text: string): string {
  return parse(text).map(block).join(' ').replace(/\s+/g, ' ').trim()
}

/** What a text says that is one paragraph of words alone; null if it is more than that. */
export function wordsOf(text: string): string | null {
  const [first, second] = parse(text)
  const only = first?.t === 'paragraph' && !second && first.children.length === 1 ? first.children[0] : null
  return only?.t === 'text' ? only.text : null
}

function block(of: Block): string {
  if (of.t === 'fence') return of.text
  if (of.t === 'list') return of.items.map((item) => item.map(piece).join('')).join(', ')
  return of.children.map(piece).join('')
}

function piece(of: Inline): string {
  switch (of.t) {
    case 'text':
    case 'code':
    case 'link':
      return of.text
    case 'mention':
      return `@${of.username}`
    case 'hashtag':
      return `#${of.tag}`
    case 'spoiler':
      return VEIL.repeat(Math.min(LONGEST_VEIL, of.children.map(piece).join('').length))
    default:
      return of.children.map(piece).join('')
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const EMOJI = /^(?:\p{RI}\p{RI}|[\d#*]\uFE0F?\u20E3|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)/u
const LONGEST = 3

/** How many emoji a text of one to three emoji has; 0 for any other text. */
export function emojiCount(text: string): 0 | 1 | 2 | 3 {
  // Families of emoji are long, but three of them are not longer than this.
  if (text.length > 100 || !EMOJI.test(text.trimStart())) return 0
  const all = [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '')
  const only = all.length <= LONGEST && all.every((segment) => EMOJI.test(segment))
  return only ? (all.length as 0 | 1 | 2 | 3) : 0
}
