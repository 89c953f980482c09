/** Russian words of a chat that is begun, of what is done with messages, and of the installed app. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const messages = (n: number) =>
  `${num('ru', n)}\u00a0${plural('ru', n, { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' })}`

export const beginning: Messages['beginning'] = {
  title: 'Новый чат',
  find: 'Имя или имя пользователя',
  create: 'Создать',
  name: 'Название группы',
  members: 'Участники',
  chosen: (n) => `Выбрано: ${num('ru', n)}`,
  nobody: 'Никого не\u00a0нашлось',
  nobody_hint: 'Проверьте написание или попросите человека зарегистрироваться здесь.',
  nobody_else: 'Больше предложить некого',
  nobody_else_hint: 'Найдите человека по\u00a0имени или попросите зарегистрироваться здесь.',
}

export const selecting: Messages['selecting'] = {
  selection: 'Выбранные сообщения',
  unselect: 'Снять выделение',
  selected: (n: number) => `Выбрано: ${num('ru', n)}`,
  readers: 'Кто прочитал',
  read_by: (n, of) => `Прочитали ${num('ru', n)}\u00a0из\u00a0${num('ru', of)}`,
  no_readers: 'Пока никто',
  reactors: 'Кто отреагировал',
  more_people: 'Показать ещё',
  report: 'Пожаловаться…',
  copy_link: 'Скопировать ссылку',
  delete_many: (n: number) => `Удалить ${messages(n)}?`,
}

export const install: Messages['install'] = {
  title: 'Установить Molva как приложение',
  hint: 'Откроется в\u00a0своём окне, в\u00a0том числе без сети.',
  install: 'Установить',
  done: 'Molva работает здесь как приложение.',
  by_hand: 'Установка\u00a0— в\u00a0меню браузера: «Установить» или «На\u00a0главный экран».',
}
