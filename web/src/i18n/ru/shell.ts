/** Russian words of the frame: sections, common buttons, the connection. */
import type { Messages } from '../en'
import { countdown, num } from '../format'
import { plural } from '../plural'

export const shell: Pick<Messages, 'common' | 'sections' | 'connection' | 'starting' | 'release'> = {
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
    account: (name) => `Аккаунт: ${name}`,
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
  starting: {
    offline: { title: 'Нет сети', hint: 'Molva откроется, как только сеть появится.' },
    unreachable: {
      title: 'Сервер не\u00a0отвечает',
      hint: 'Возможно, он запускается или связь с\u00a0ним прервана. Страница продолжит сама.',
    },
    busy: {
      title: 'Сервер готовится',
      hint: 'Он отвечает, но\u00a0работать пока не\u00a0может. Страница продолжит сама.',
    },
    disk: {
      title: 'Данные на\u00a0этом устройстве не\u00a0открываются',
      hint: 'Возможно, не\u00a0хватает места или браузеру запрещено что-либо хранить.',
    },
    next: (seconds) => `Повтор через ${countdown(seconds)}`,
    trying: 'Пробуем…',
  },
}
