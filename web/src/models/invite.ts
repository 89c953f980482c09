/**
 * The link of an invite: its code stands behind the #, which browsers send to no server, and leaves the address as soon
 * as the page has read it.
 */

const PATH = '/i'

export function inviteLink(code: string, origin: string): string {
  return `${origin}${PATH}#${code}`
}

/** The code that an address brings; a page that is loaded again finds it with its entry of the history. */
export function takeInvite(
  at: Pick<Location, 'pathname' | 'hash'>,
  past: Pick<History, 'state' | 'replaceState'>,
): string | null {
  const code = at.pathname === PATH ? at.hash.slice(1) : ''
  if (code !== '') past.replaceState({ invite: code }, '', PATH)
  const kept: unknown = (past.state as { invite?: unknown } | null)?.invite
  return typeof kept === 'string' ? kept : null
}
