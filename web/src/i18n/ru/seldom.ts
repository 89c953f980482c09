/** Russian words of what is met seldom: first steps, people, a search, a chat that is empty, a page that is not there. */
import type { Messages } from '../en'
import { num } from '../format'

type Seldom = Pick<Messages, 'people' | 'steps' | 'nowhere' | 'searching' | 'empty'>

export const seldom: Seldom = {
  people: {
    title: 'Люди',
    search: 'Имя или имя пользователя',
    hint: 'Все на\u00a0этом сервере',
  },
  steps: {
    label: 'Первые шаги',
    write: {
      title: 'Написать кому-нибудь',
      hint: 'Найдите человека на\u00a0этом сервере и\u00a0начните разговор.',
    },
    invite: { title: 'Пригласить людей', hint: 'Вы здесь пока одни: отправьте кому-нибудь ссылку.' },
    install: {
      title: 'Установить Molva',
      hint: 'Откроется в\u00a0своём окне, в\u00a0том числе без\u00a0сети.',
    },
    later: (title) => `Отложить: ${title}`,
  },
  nowhere: {
    title: 'Такой страницы нет',
    hint: 'Возможно, ссылка неполная или страница переехала.',
    gone: 'Среди ваших чатов такого нет',
    gone_hint: 'Возможно, его удалили или вы в\u00a0нём больше не\u00a0состоите.',
    to_list: 'К\u00a0чатам',
  },
  searching: {
    field: 'Поиск в\u00a0чате',
    older: 'Предыдущее совпадение',
    newer: 'Следующее совпадение',
    close: 'Закрыть поиск',
    loaded: 'Поиск только по\u00a0загруженному',
    none: 'Ничего не\u00a0нашлось',
    count: (at: number, n: number, more: boolean) => `${num('ru', at)} из ${num('ru', n)}${more ? '…' : ''}`,
  },
  empty: {
    direct: 'Здесь пока нет сообщений',
    hello: 'Поздоровайтесь 👋',
    hello_text: 'Здравствуйте! 👋',
    group: 'Группа готова',
    group_hint: 'Добавьте людей и\u00a0напишите первое сообщение.',
    saved: 'Ваши заметки, ссылки и\u00a0черновики',
    saved_hint: 'Написанное здесь видите только вы.',
  },
}
