/** Makes texts comparable for search: case, ё, diacritics, the wrong keyboard layout and transliteration. */

const EN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const RU_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const toRussian = new Map([...EN_KEYS].map((key, i) => [key, RU_KEYS[i] ?? key]))
const toEnglish = new Map([...RU_KEYS].map((key, i) => [key, EN_KEYS[i] ?? key]))

// Close to ISO 9, in the ASCII form that people type.
const LATIN: Record<string, string> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'i',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh' },
  ...{ щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
}

/** Latin and Russian letters without marks, and what stands between them. */
const SIMPLE = /^[\u0000-\u007f\u0410-\u044fЁё«»—]*$/

/** Lower case without marks: `Ёлка` → `елка`, `Café` → `cafe`; `й` stays a letter of its own. */
export function fold(text: string): string {
  // Most texts here have nothing to fold but case and ё; the rest costs five times as much.
  if (SIMPLE.test(text)) return text.toLowerCase().replaceAll('ё', 'е')
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .normalize('NFD')
    .replace(/(?<!и)\p{M}/gu, '')
    .normalize('NFC')
}

const swap = (text: string, keys: Map<string, string>) => [...text].map((c) => keys.get(c) ?? c).join('')

/** A query in either keyboard layout, folded, the literal one first. */
export function layouts(query: string): string[] {
  const typed = query.normalize('NFKC').toLowerCase().trim()
  if (!typed) return []
  return [...new Set([typed, swap(typed, toRussian), swap(typed, toEnglish)].map(fold))]
}

/** The readings of a query, folded, the literal one first: as typed, in the other layout, in Latin letters. */
export function readings(query: string): string[] {
  const all = layouts(query)
  return [...new Set([...all, ...all.map(latin)])]
}

/** Cyrillic letters in Latin ones; everything else stays. */
export function latin(folded: string): string {
  return [...folded].map((c) => LATIN[c] ?? c).join('')
}

/** Does a word of `text` begin with any reading of `query`? An empty query matches everything. */
export function matches(text: string, query: string): boolean {
  const wanted = readings(query)
  if (wanted.length === 0) return true
  const folded = fold(text)
  return [folded, latin(folded)].some((known) =>
    wanted.some((reading) => known.startsWith(reading) || known.includes(` ${reading}`)),
  )
}
