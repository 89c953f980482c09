/** Russian words of what is opened over the chats or beside them: the outbox, the table of keys. */
import type { Messages } from '../en'

export const outbox: Messages['outbox'] = {
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
}

export const shortcuts: Messages['shortcuts'] = {
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
}
