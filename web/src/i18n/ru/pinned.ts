/** Russian words of what is pinned in a chat. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const FORMS = { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' }

export const pinned: Messages['pinned'] = {
  title: 'Закреплённые сообщения',
  one: 'Закреплённое сообщение',
  one_of: (at, n) => `Закреплённое сообщение ${num('ru', at)} из ${num('ru', n)}`,
  list: 'Все закреплённые сообщения',
  unpin_all: 'Открепить все',
  unpin_all_title: 'Открепить все сообщения?',
  unpin_all_hint: (n) =>
    `Закреплено: ${num('ru', n)}\u00a0${plural('ru', n, FORMS)}. Они останутся в\u00a0чате, но закреплены не\u00a0будут ни\u00a0у кого.`,
}
