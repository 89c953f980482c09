/** How strong a password is, told in words: length above all, then variety. */

export const LEAST_LENGTH = 8

export type Strength = 'weak' | 'fair' | 'strong'

export function strength(password: string): Strength {
  const letters = [...password]
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length
  const different = new Set(letters).size
  if (letters.length < LEAST_LENGTH || different < 5) return 'weak'
  return letters.length >= 16 || (letters.length >= 12 && kinds >= 2)
    ? 'strong'
    : kinds >= 2
      ? 'fair'
      : 'weak'
}

/** Does the username have the form that the server takes? */
export function isUsername(username: string): boolean {
  return /^[a-z][\w.-]{1,31}$/i.test(username)
}
