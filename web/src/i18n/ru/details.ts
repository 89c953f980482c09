/** Russian words of the details of a chat. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const FORMS = { one: 'участник', few: 'участника', many: 'участников', other: 'участника' }

const people = (n: number) => `${num('ru', n)}\u00a0${plural('ru', n, FORMS)}`

export const details: Messages['details'] = {
  notifications: 'Уведомления',
  title: 'Сведения',
  username: 'Имя пользователя',
  members: 'Участники',
  members_count: people,
  more: (n) => `ещё\u00a0${num('ru', n)}`,
  you: 'вы',
  write: 'Написать',
  add: 'Добавить участников',
  rename: 'Переименовать группу',
  name: 'Название группы',
  find: 'Поиск',
  find_member: 'Найти участника',
  nobody_found: 'Никого не\u00a0нашлось',
  found_here: 'Без\u00a0связи находятся только те, кто есть на\u00a0этом устройстве.',
  not_searched: 'Поиск не\u00a0дошёл до\u00a0сервера.',
  no_more_members: 'Остальная часть списка не\u00a0пришла.',
  copy_username: 'Скопировать имя пользователя',
  member_actions: (name) => `Действия: ${name}`,
  make_admin: 'Сделать админом',
  make_member: 'Снять права админа',
  remove: 'Удалить из\u00a0группы',
  remove_title: (name) => `Удалить из\u00a0группы: ${name}?`,
  remove_hint: 'Переписка сразу перестанет быть видна этому человеку.',
  leave: 'Выйти из\u00a0группы',
  leave_title: 'Выйти из\u00a0группы?',
  leave_hint: 'Вы больше не\u00a0увидите эту переписку. Вернуть вас сможет кто-нибудь из группы.',
  delete: 'Удалить группу',
  delete_title: (title) => `Удалить группу «${title}»?`,
  delete_hint: 'Все её сообщения исчезнут у\u00a0всех и\u00a0навсегда.',
  general: 'В\u00a0этом чате состоят все на\u00a0этом сервере.',
  copied: 'Скопировано',
}
