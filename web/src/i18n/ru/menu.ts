/** Russian words of what is done with a whole chat: its menu, what it asks before it deletes. */
import type { Messages } from '../en'

export const menu: Messages['menu'] = {
  label: (title) => `Чат: ${title}`,
  new_tab: 'Открыть в\u00a0новой вкладке',
  pin: 'Закрепить',
  unpin: 'Открепить',
  mark_read: 'Отметить прочитанным',
  mark_unread: 'Отметить непрочитанным',
  mute_for: 'Без звука…',
  mute_hour: 'На\u00a0час',
  mute_hours: 'На\u00a08\u00a0часов',
  mute_day: 'На\u00a0день',
  mute_forever: 'Навсегда',
  unmute: 'Включить звук',
  archive: 'В\u00a0архив',
  unarchive: 'Вернуть из\u00a0архива',
  leave: 'Выйти из\u00a0группы…',
  muted: 'Звук чата выключен',
  unmuted: 'Звук чата включён',
}

export const deleting: Messages['deleting'] = {
  for_me: 'Удалить у меня',
  for_all: 'Удалить у всех',
  for_both: 'Удалить у обоих',
  for_me_hint: 'У меня: исчезнет на всех ваших устройствах, у остальных останется.',
  for_all_hint: 'У всех: исчезнет из этого чата навсегда.',
  alone_hint: (n) => (n > 1 ? 'Они исчезнут навсегда.' : 'Оно исчезнет навсегда.'),
  chat: 'Удалить чат…',
  chat_title: (name) => `Удалить чат: ${name}?`,
  chat_hint:
    'У меня: сообщения исчезнут на всех ваших устройствах, а чат уйдёт из списка до нового сообщения.',
  chat_both_hint: 'У обоих: они исчезнут и у собеседника. Вернуть их будет нельзя.',
  clear: 'Очистить историю…',
  clear_title: 'Очистить историю?',
  clear_action: 'Очистить',
  clear_hint: 'Сообщения навсегда исчезнут на всех ваших устройствах. У остальных участников они останутся.',
  clear_saved_hint: 'Все ваши заметки здесь исчезнут навсегда.',
}
