/** English words of the folders. */
import { num } from '../format'
import { plural } from '../plural'

export const folders = {
  put: 'To folder…',
  new: 'New folder',
  make: 'New folder…',
  put_in: (name: string) => `Added to “${name}”`,
  taken_out: (name: string) => `Taken out of “${name}”`,
  chats: (n: number) => `${num('en', n)} ${plural('en', n, { one: 'chat', other: 'chats' })}`,
  full: (n: number) => `A folder holds at most ${num('en', n)} chats. Make another one.`,
  none: 'No folders yet',
  none_hint:
    'A folder gathers chats under a name of its own. It stands above your list, on all your devices.',
  list: 'Your folders',
  list_hint: 'They stand above the list of chats in this order. Nobody else sees them.',
  empty: 'This folder is empty',
  empty_hint: 'Choose chats for it here, or from the menu of any chat.',
  choose: 'Choose chats',
  edit: 'Edit the folder',
  edit_this: (name: string) => `Edit “${name}”`,
  up: (name: string) => `Move “${name}” up`,
  down: (name: string) => `Move “${name}” down`,
  moved: (name: string, at: number, n: number) => `“${name}”: ${num('en', at)} of ${num('en', n)}`,
  keys: 'Alt+Shift+↑ and ↓ move a folder, too.',
  delete: 'Delete the folder',
  delete_this: (name: string) => `Delete “${name}”`,
  delete_title: (name: string) => `Delete the folder “${name}”?`,
  delete_hint: 'The chats in it stay where they are.',
  name: 'Name of the folder',
  inside: 'Chats in the folder',
  chosen: (n: number) => `Chosen: ${num('en', n)}`,
  nothing: 'No such chat',
}
