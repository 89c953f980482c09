/** Folders: what changes make of them, and how the server is told. */
import type { Folder } from '../../api/schema'
import type { FolderChange, FolderRow } from '../folders'
import type { Connection } from '../net/connection'
import type { Replica } from '../sync/replica'

/** The folders in their order, as they are to be once everything that waits is done. */
export function filed(rows: Iterable<Folder>, changes: Iterable<FolderChange>): FolderRow[] {
  const known = [...rows].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  const ids = new Set(known.map(({ id }) => id))
  let all = known.flatMap((row) => (row.deleted ? [] : rowOf(row)))
  for (const change of changes) {
    if (change.t === 'order') all = ordered(all, change.ids)
    else if (change.t === 'delete') all = all.filter(({ key }) => key !== change.id)
    else if (change.t === 'change')
      all = all.map((row) => (row.key === change.id ? altered(row, change) : row))
    else if (!ids.has(change.id)) all.push({ key: change.id, name: change.name, chats: change.chats })
  }
  return all
}

/** Asks the server for a change. Resolves when it is done; rejects with the refusal, or if no answer came. */
export async function file(
  change: FolderChange,
  replica: Replica,
  connection: Pick<Connection, 'call'>,
): Promise<void> {
  if (change.t === 'order') {
    await connection.call({ type: 'order_folders', folder_ids: change.ids })
    const rows = filed(replica.folders.values(), [change]).flatMap(({ key }, position) => {
      const row = replica.folders.get(key)
      return row && row.position !== position ? later(row, { position }) : []
    })
    return replica.take(rows)
  }
  if (change.t === 'delete') {
    await connection.call({ type: 'delete_folder', folder_id: change.id })
    const row = replica.folders.get(change.id)
    return replica.take(row && !row.deleted ? [later(row, { name: '', chat_ids: [], deleted: true })] : [])
  }
  const wanted = content(change, replica.folders.get(change.id))
  if (!wanted) return
  const { name, chats } = wanted
  await replica.take([
    await connection.call({ type: 'save_folder', folder_id: change.id, name, chat_ids: chats }),
  ])
}

/** What a folder is to be; null if it was made already and the answer was lost, or was deleted elsewhere meanwhile. */
function content(
  change: Extract<FolderChange, { t: 'make' | 'change' }>,
  known: Folder | undefined,
): Pick<FolderRow, 'name' | 'chats'> | null {
  if (change.t === 'make') return known ? null : change
  return known && !known.deleted ? altered(rowOf(known), change) : null
}

const rowOf = ({ id, name, chat_ids }: Folder): FolderRow => ({ key: id, name, chats: chat_ids })

function altered(
  row: FolderRow,
  { name, add = [], remove = [] }: Extract<FolderChange, { t: 'change' }>,
): FolderRow {
  const gone = new Set(remove)
  const chats = new Set([...row.chats.filter((id) => !gone.has(id)), ...add])
  return { ...row, name: name ?? row.name, chats: [...chats] }
}

function ordered(all: readonly FolderRow[], ids: readonly string[]): FolderRow[] {
  const place = ({ key }: FolderRow) => (ids.includes(key) ? ids.indexOf(key) : ids.length)
  return all.toSorted((a, b) => place(a) - place(b))
}

/** Half a revision: it holds until the server's own row comes. */
const later = (row: Folder, change: Partial<Folder>): Folder => ({ ...row, ...change, rev: row.rev + 0.5 })
