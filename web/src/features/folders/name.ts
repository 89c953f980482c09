/** The name of a folder in the one form that the server takes. */

/** Characters of a name. */
export const MAX_NAME = 64

/** Direction marks: in a name they could turn the text around it. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u
/** Anything but what is drawn as nothing by itself. */
const SHOWS = /[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u

/** The name with single spaces inside and none around; null if it cannot be one. */
export function cleanName(name: string): string | null {
  const clean = name.normalize('NFC').trim().replace(/\s+/gu, ' ')
  const fits = [...clean].length <= MAX_NAME && !/[\p{Cc}\p{Cs}]/u.test(clean)
  return fits && !TURNS.test(clean) && SHOWS.test(clean) ? clean : null
}
