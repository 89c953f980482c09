/** Russian words of the frame: sections, common buttons, the connection. */
import type { Messages } from '../en'
import { countdown, num } from '../format'
import { plural } from '../plural'

export const shell: Pick<
  Messages,
  | 'common'
  | 'sections'
  | 'connection'
  | 'install'
  | 'steps'
  | 'starting'
  | 'nowhere'
  | 'outbox'
  | 'release'
  | 'shortcuts'
> = {
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
    account: (name) => `Учётная запись: ${name}`,
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
  outbox: {
    title: 'Ждут отправки',
    empty: 'Всё отправлено',
    empty_hint: 'То, что вы напишете без сети, подождёт здесь и\u00a0отправится само.',
    change: 'Правка:',
    deeds: {
      delete: 'Сообщение будет удалено',
      pin: 'Сообщение будет закреплено',
      unpin: 'Сообщение будет откреплено',
      unpin_all: 'Все сообщения будут откреплены',
      react: 'Реакция будет отправлена',
    },
    on_its_way: 'Отправляется',
    take_back: 'Не\u00a0отправлять',
    retry: 'Повторить',
    gone: 'Чата больше нет',
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
  nowhere: {
    title: 'Такой страницы нет',
    hint: 'Возможно, ссылка неполная или страница переехала.',
  },
  install: {
    title: 'Установить Molva как приложение',
    hint: 'Откроется в\u00a0своём окне, в\u00a0том числе без сети.',
    install: 'Установить',
    done: 'Molva работает здесь как приложение.',
    by_hand: 'Установка\u00a0— в\u00a0меню браузера: «Установить» или «На\u00a0главный экран».',
  },
  shortcuts: {
    title: 'Клавиатура',
    nth_chat: 'Чат на\u00a0этом месте списка',
    mute_chat: 'Выключить или\u00a0включить звук чата',
    move_pinned: 'Передвинуть закреплённый чат (фокус в\u00a0списке)',
    unread_chats: 'Следующий или предыдущий непрочитанный чат',
    settings: 'Настройки',
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
    react: 'Отреагировать первыми эмодзи',
    space: 'Пробел',
    select: 'Выбрать сообщение',
    newest: 'К\u00a0последнему сообщению',
    theme: 'Светлая или тёмная тема',
    help: 'Эта таблица',
    search: 'Перейти к\u00a0чату или человеку, > для команд',
  },
}
