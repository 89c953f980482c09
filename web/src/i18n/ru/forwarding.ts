/** Russian words of messages that are said again in other chats. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const messages = (n: number) =>
  `${num('ru', n)}\u00a0${plural('ru', n, { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' })}`

export const forwarding: Messages['forwarding'] = {
  title: (n) => (n === 1 ? 'Переслать сообщение' : `Переслать ${messages(n)}`),
  chosen: (n) => `Выбрано: ${num('ru', n)}`,
  choose: 'Выберите хотя бы один чат.',
  none: 'Среди ваших чатов такого нет',
  without: 'Без автора',
  comment: 'Комментарий',
  done: (title) => `Переслано: ${title}`,
  done_many: (n) =>
    `Переслано в\u00a0${num('ru', n)}\u00a0${plural('ru', n, { one: 'чат', few: 'чата', many: 'чатов', other: 'чата' })}`,
  unknown: (name) => `На этом сервере больше нет такого человека: ${name}`,
}
