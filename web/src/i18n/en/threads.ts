/** English words of the comments under a message. */
import { num } from '../format'
import { plural } from '../plural'

export const threads = {
  title: 'Comments',
  comment: 'Comment',
  view: 'View comments',
  count: (n: number) => `${num('en', n)} ${plural('en', n, { one: 'comment', other: 'comments' })}`,
  unread: (n: number) => `${num('en', n)} unread`,
  about: 'Comments on:',
  follow: 'Follow',
  unfollow: 'Stop following',
  followed: 'You will be told of new comments',
  unfollowed: 'You will not be told of new comments',
  none: 'No comments yet',
  none_hint: 'Write the first one.',
  admins_write: 'Only admins write comments here.',
  owner_writes: 'Only the owner writes comments here.',
  not_here: 'These comments are not on this device',
  not_here_hint: 'They open as soon as there is a connection.',
  not_opened: 'The comments did not open',
  to_chat: 'To the chat',
  empty: 'You follow no comments yet',
  empty_hint: 'Comment on a message, or follow its comments, and they stand here.',
  incomplete: 'What some comments are about has not been loaded.',
}
