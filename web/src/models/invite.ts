/**
 * Links that bring people: onto the server, into a group, or to a public chat. A code stands behind the #, which
 * browsers send to no server, and leaves the address as soon as the page has read it; a public chat's address is no
 * secret, and is its own code.
 */

/** A link as it was opened: where it leads, and its code. */
export type Link = Readonly<{ to: '/i' | '/j' | '/@'; code: string }>

export const inviteLink = (code: string, origin: string) => `${origin}/i#${code}`
export const chatLink = (code: string, origin: string) => `${origin}/j#${code}`

export const publicLink = (address: string, origin: string) => `${origin}/@${encodeURIComponent(address)}`

/** The public chat to which a path leads, as the code of a link. */
export function publicCode(path: string): string | null {
  if (!path.startsWith('/@')) return null
  try {
    return decodeURIComponent(path.slice(1).replace(/\/$/, ''))
  } catch {
    return '@'
  }
}

/** The link that an address is; a page that is loaded again finds it with its entry of the history. */
export function takeLink(
  { pathname: to, hash }: Pick<Location, 'pathname' | 'hash'>,
  past: Pick<History, 'state' | 'replaceState'>,
): Link | null {
  const named = publicCode(to)
  if (named !== null) return { to: '/@', code: named }
  const code = hash.slice(1)
  if (code !== '' && (to === '/i' || to === '/j')) past.replaceState({ to, code }, '', to)
  const kept = past.state as Link | null
  return typeof kept?.code === 'string' ? kept : null
}
