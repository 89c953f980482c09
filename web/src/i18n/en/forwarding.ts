/** English words of messages that are said again in other chats. */
import { num } from '../format'
import { plural } from '../plural'

export const forwarding = {
  title: (n: number) =>
    n === 1
      ? 'Forward the message'
      : `Forward ${num('en', n)} ${plural('en', n, { one: 'message', other: 'messages' })}`,
  chosen: (n: number) => `Chosen: ${num('en', n)}`,
  choose: 'Choose at least one chat.',
  none: 'No such chat among yours',
  without: 'Without the author',
  comment: 'Comment',
  done: (title: string) => `Forwarded: ${title}`,
  done_many: (n: number) =>
    `Forwarded to ${num('en', n)} ${plural('en', n, { one: 'chat', other: 'chats' })}`,
  unknown: (name: string) => `${name} cannot be found on this server any more`,
}
