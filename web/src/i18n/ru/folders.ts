/** Russian words of the folders. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

export const folders: Messages['folders'] = {
  put: 'В\u00a0папку…',
  new: 'Новая папка',
  make: 'Новая папка…',
  put_in: (name) => `Добавлен в\u00a0папку «${name}»`,
  taken_out: (name) => `Убран из\u00a0папки «${name}»`,
  chats: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'чат', few: 'чата', many: 'чатов', other: 'чата' })}`,
  full: (n) => `В\u00a0папке не\u00a0больше ${num('ru', n)}\u00a0чатов. Создайте ещё одну.`,
  none: 'Папок пока нет',
  none_hint: 'Папка собирает чаты под своим именем. Она стоит над списком на\u00a0всех ваших устройствах.',
  list: 'Ваши папки',
  list_hint: 'В\u00a0этом порядке они стоят над списком чатов. Кроме вас, их никто не\u00a0видит.',
  empty: 'В\u00a0этой папке пусто',
  empty_hint: 'Выберите для неё чаты здесь или в\u00a0меню любого чата.',
  choose: 'Выбрать чаты',
  edit: 'Изменить папку',
  edit_this: (name) => `Изменить папку «${name}»`,
  up: (name) => `Поднять папку «${name}»`,
  down: (name) => `Опустить папку «${name}»`,
  moved: (name, at, n) => `«${name}»: ${num('ru', at)}\u00a0из\u00a0${num('ru', n)}`,
  keys: 'Папку передвигают и\u00a0клавиши Alt+Shift+↑ и\u00a0↓.',
  delete: 'Удалить папку',
  delete_this: (name) => `Удалить папку «${name}»`,
  delete_title: (name) => `Удалить папку «${name}»?`,
  delete_hint: 'Чаты из\u00a0неё никуда не\u00a0денутся.',
  name: 'Название папки',
  inside: 'Чаты в\u00a0папке',
  chosen: (n) => `Выбрано: ${num('ru', n)}`,
  nothing: 'Такого чата нет',
}
