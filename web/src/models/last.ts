/** What stood on screen when this device was left: drawn at once when it comes back, until the engine has read its rows. */
import type { ChatRow, FolderRow, SessionRow } from '../engine/rpc'
import { isArchived } from './order'
import type { Keep } from './Settings.svelte'

export type LastList = Readonly<{ rows: readonly ChatRow[]; folders: readonly FolderRow[] | null }>
export type Last = Readonly<{ session: SessionRow; list: LastList }>

const NAME = 'molva.last'
/** More than these are on no screen. */
const ROWS = 30
/** Changes with every version of the client: what another one wrote may have another shape. */
const WRITER = import.meta.url

export function recall(keep: Keep): Last | null {
  try {
    const { writer, last } = JSON.parse(keep.getItem(NAME) ?? '{}') as { writer?: string; last?: Last }
    return writer === WRITER && last ? last : null
  } catch {
    return null
  }
}

/** Keeps the top of the list of whoever is signed in; of anybody else nothing stays. */
export function remember(
  keep: Keep,
  session: SessionRow,
  { rows, shown, folders }: LastList & { shown: readonly ChatRow[] },
): void {
  if (session.phase === 'starting') return
  if (session.phase !== 'signed-in') return keep.removeItem(NAME)
  // With an archived chat the list has one more line.
  const kept = new Set([...shown.slice(0, ROWS), ...rows.filter(isArchived).slice(0, ROWS)])
  const still = rows
    .filter((row) => kept.has(row))
    .map((row) => {
      // What disappears must not be told from here when its time is over.
      return { ...row, typing: [], online: false, ...(row.preview?.expires && { preview: null }) }
    })
  const list: LastList = { rows: still, folders: folders ?? [] }
  try {
    keep.setItem(NAME, JSON.stringify({ writer: WRITER, last: { session, list } }))
  } catch {
    // The browser has no room for it: the next start takes a moment longer.
  }
}
