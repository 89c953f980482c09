/** Russian words of messages that are sent later, and of other ways to send. */
import type { Messages } from '../en'
import { num } from '../format'

export const later: Messages['later'] = {
  ways: 'Как отправить',
  later: 'Отправить позже…',
  later_title: 'Отправить позже',
  disappearing: 'Отправить на время…',
  disappearing_hint: 'Это сообщение удалится у\u00a0всех через выбранное время.',
  hour: 'Через час',
  evening: 'Сегодня вечером',
  morning: 'Завтра утром',
  day: 'День',
  time: 'Время',
  zone: (zone) => `Часовой пояс: ${zone}`,
  wrong: 'Время должно быть впереди, не\u00a0дальше года.',
  schedule: 'Запланировать',
  scheduled: (n) => `Запланированные сообщения: ${num('ru', n)}`,
  some_failed: 'Не\u00a0все удалось отправить.',
  title: 'Запланированные сообщения',
  waiting: 'сервер ещё не\u00a0знает',
  offline: 'Нет связи: изменения уйдут, когда сеть вернётся.',
  failed: 'Не\u00a0отправлено.',
  edit: 'Изменить текст',
  move: 'Изменить время',
  now: 'Отправить сейчас',
  delete: 'Удалить',
  delete_title: 'Удалить запланированное сообщение?',
  delete_hint: 'Оно не\u00a0будет отправлено.',
  empty: 'Ничего не\u00a0запланировано',
  empty_hint: 'Напишите сообщение и\u00a0удерживайте кнопку отправки.',
}
