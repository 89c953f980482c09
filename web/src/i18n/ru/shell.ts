/** Russian words of the frame: sections, common buttons, the connection. */
import type { Messages } from '../en'
import { countdown, num } from '../format'
import { plural } from '../plural'

export const shell: Pick<Messages, 'common' | 'sections' | 'connection' | 'release' | 'shortcuts'> = {
  common: {
    cancel: 'Отмена',
    save: 'Сохранить',
    close: 'Закрыть',
    back: 'Назад',
    retry: 'Повторить',
    remove: 'Убрать',
    loading: 'Загрузка…',
    reload: 'Перезагрузить часть',
    broken: 'Здесь что-то сломалось',
    optional: 'необязательно',
  },
  sections: {
    label: 'Разделы',
    chats: 'Чаты',
    people: 'Люди',
    settings: 'Настройки',
    settings_short: 'Настр.',
    details: 'Сведения',
    to_messages: 'К\u00a0переписке',
    to_composer: 'К\u00a0полю ввода',
    theme_light: 'Светлая тема',
    theme_dark: 'Тёмная тема',
    resize: 'Ширина списка чатов',
  },
  connection: {
    connecting: 'Соединение…',
    syncing: 'Обновление…',
    offline_title: 'Нет сети',
    offline: 'Нет сети.',
    unreachable: (seconds) => `Сервер не\u00a0отвечает. Повтор через ${countdown(seconds)}`,
    unreachable_now: 'Сервер не\u00a0отвечает.',
    now: 'Повторить',
    waiting: (n) =>
      `${num('ru', n)}\u00a0${plural('ru', n, { one: 'сообщение ждёт', few: 'сообщения ждут', many: 'сообщений ждут', other: 'сообщения ждут' })} отправки`,
    outdated: 'Нужна новая версия',
    outdated_hint: 'Сервер обновился. Перезагрузите страницу, чтобы получить текущую версию.',
    update: 'Обновить',
  },
  release: {
    update_ready: 'Готова новая версия',
    update_now: 'Обновить',
  },
  shortcuts: {
    title: 'Клавиатура',
    next_chat: 'Следующий чат',
    previous_chat: 'Предыдущий чат',
    escape: 'Закрыть, отменить, перейти к\u00a0списку',
    edit_last: 'Изменить последнее сообщение (в\u00a0пустом поле)',
    reply_to: 'Выбрать, на какое сообщение ответить',
    marks: 'Жирный, курсив',
    more_marks: 'Зачёркнутый, код, спойлер',
    find: 'Поиск в\u00a0чате',
    panes: 'Следующая область',
    messages: 'От сообщения к\u00a0сообщению',
    actions: 'Действия с\u00a0сообщением',
    reply_edit_delete: 'Ответить, изменить, скопировать, удалить',
    newest: 'К\u00a0последнему сообщению',
    theme: 'Светлая или тёмная тема',
    help: 'Эта таблица',
    search: 'Найти чат',
  },
}
