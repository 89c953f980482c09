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

/** Lower case without marks: `Ёлка` → `елка`, `Café` → `cafe`; `й` stays a letter of its own. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .normalize('NFD')
    .replace(/(?<!и)\p{M}/gu, '')
    .normalize('NFC')
}

const swap = (text: string, keys: Map<string, string>) => [...text].map((c) => keys.get(c) ?? c).join('')

/** The readings of a query, folded, the literal one first: as typed, in the other layout, in Latin letters. */
export function readings(query: string): string[] {
  const typed = query.normalize('NFKC').toLowerCase().trim()
  if (!typed) return []
  const all = [typed, swap(typed, toRussian), swap(typed, toEnglish)].map(fold)
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
