/** Russian words of mentions. */
import type { Rest } from '../en/rest'
import { num } from '../format'
import { plural } from '../plural'

export const mentions: Rest['mentions'] = {
  next: 'Следующее упоминание',
  unread: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'непрочитанное упоминание', few: 'непрочитанных упоминания', many: 'непрочитанных упоминаний', other: 'непрочитанного упоминания' })}`,
  person: 'Человек',
  nobody: (username) => `Здесь нет никого с\u00a0именем пользователя @${username}`,
}
