/** English words of what is pinned in a chat. */
import { num } from '../format'
import { plural } from '../plural'

export const pinned = {
  title: 'Pinned messages',
  one: 'Pinned message',
  one_of: (at: number, n: number) => `Pinned message ${num('en', at)} of ${num('en', n)}`,
  list: 'All pinned messages',
  unpin_all: 'Unpin all',
  unpin_all_title: 'Unpin all messages?',
  unpin_all_hint: (n: number) =>
    `${num('en', n)} ${plural('en', n, { one: 'message', other: 'messages' })} will no longer be pinned, for everybody in this chat. The messages stay.`,
}
