/** Russian words of the comments under a message. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const FORMS = { one: 'комментарий', few: 'комментария', many: 'комментариев', other: 'комментария' }

export const threads: Messages['threads'] = {
  title: 'Комментарии',
  comment: 'Комментировать',
  view: 'Открыть комментарии',
  count: (n) => `${num('ru', n)} ${plural('ru', n, FORMS)}`,
  unread: (n) =>
    `${num('ru', n)} ${plural('ru', n, { one: 'непрочитанный', few: 'непрочитанных', many: 'непрочитанных', other: 'непрочитанных' })}`,
  about: 'Комментарии к\u00a0сообщению:',
  follow: 'Следить',
  unfollow: 'Не\u00a0следить',
  followed: 'О\u00a0новых комментариях будут уведомления',
  unfollowed: 'О\u00a0новых комментариях уведомлений не\u00a0будет',
  none: 'Комментариев пока нет',
  none_hint: 'Напишите первый.',
  admins_write: 'Комментарии здесь пишут только админы.',
  owner_writes: 'Комментарии здесь пишет только владелец.',
  not_here: 'Этих комментариев нет на\u00a0устройстве',
  not_here_hint: 'Они откроются, как только появится сеть.',
  not_opened: 'Комментарии не\u00a0открылись',
  to_chat: 'К\u00a0чату',
  empty: 'Вы пока не\u00a0следите за\u00a0комментариями',
  empty_hint: 'Напишите комментарий или начните следить за\u00a0обсуждением\u00a0— оно появится здесь.',
  incomplete: 'Не\u00a0удалось загрузить, к\u00a0чему относятся некоторые комментарии.',
}
