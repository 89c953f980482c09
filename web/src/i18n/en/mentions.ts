/** English words of mentions. */
import { num } from '../format'
import { plural } from '../plural'

export const mentions = {
  next: 'Next mention',
  unread: (n: number) => `${num('en', n)} unread ${plural('en', n, { one: 'mention', other: 'mentions' })}`,
  person: 'Person',
  nobody: (username: string) => `There is nobody with the username @${username} here`,
}
