/** The folders of the small server. */
import type { AnyCommand, Folder } from '../../src/api/schema'

export type FolderCommand = Extract<AnyCommand, { type: 'save_folder' | 'delete_folder' | 'order_folders' }>

export const aboutFolders = (command: AnyCommand): command is FolderCommand =>
  command.type.endsWith('_folder') || command.type === 'order_folders'

export class FolderBoard {
  /** Of one person at most so many. */
  most = 20
  #all = new Map<string, Map<string, Folder>>()

  /** A person's folders, the tombstones of deleted ones included. */
  of(user: string): Folder[] {
    return [...(this.#all.get(user)?.values() ?? [])]
  }

  /** The names and chats of a person's folders in their order. */
  shown(user: string): string[] {
    const there = this.of(user).filter(({ deleted }) => !deleted)
    const inOrder = there.sort((a, b) => a.position - b.position)
    return inOrder.map(({ name, chat_ids }) => `${name}: ${chat_ids.join(' ')}`)
  }

  /** The rows that a command writes, all with one revision. */
  do(user: string, command: FolderCommand, rev: number): Folder[] {
    const mine = this.#all.get(user) ?? new Map<string, Folder>()
    this.#all.set(user, mine)
    const put = (row: Folder) => (mine.set(row.id, row), row)
    const there = [...mine.values()].filter(({ deleted }) => !deleted)
    if (command.type === 'order_folders') {
      const place = ({ id, position }: Folder) => {
        const at = command.folder_ids.indexOf(id)
        return at < 0 ? 100 + position : at
      }
      there.sort((a, b) => place(a) - place(b))
      return there.flatMap((row, position) =>
        row.position === position ? [] : put({ ...row, position, rev }),
      )
    }
    const blank = { type: 'folder', id: command.folder_id, rev, name: '', chat_ids: [], position: 0 } as const
    if (command.type === 'delete_folder')
      return mine.has(command.folder_id) ? [put({ ...blank, deleted: true })] : []
    const known = there.find(({ id }) => id === command.folder_id)
    if (!known && there.length >= this.most) throw new Error('too_many_folders')
    const last = Math.max(-1, ...there.map(({ position }) => position))
    const { name, chat_ids } = command
    return [put({ ...blank, name, chat_ids, position: known?.position ?? last + 1, deleted: false })]
  }
}
