/**
 * Links that bring people: onto the server, or into a group. The code stands behind the #, which browsers send to no
 * server, and leaves the address as soon as the page has read it.
 */

/** A link as it was opened: where it leads, and its code. */
export type Link = Readonly<{ to: '/i' | '/j'; code: string }>

export const inviteLink = (code: string, origin: string) => `${origin}/i#${code}`
export const chatLink = (code: string, origin: string) => `${origin}/j#${code}`

/** The link that an address is; a page that is loaded again finds it with its entry of the history. */
export function takeLink(
  { pathname: to, hash }: Pick<Location, 'pathname' | 'hash'>,
  past: Pick<History, 'state' | 'replaceState'>,
): Link | null {
  const code = hash.slice(1)
  if (code !== '' && (to === '/i' || to === '/j')) past.replaceState({ to, code }, '', to)
  const kept = past.state as Link | null
  return typeof kept?.code === 'string' ? kept : null
}
