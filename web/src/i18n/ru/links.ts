/** Russian words of a group's links and of those who ask to be let in. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

export const links: Messages['links'] = {
  title: 'Пригласительные ссылки',
  create: 'Новая ссылка',
  none: 'Ссылок пока нет',
  none_hint: 'Кто откроет ссылку, вступит в\u00a0группу или отправит заявку.',
  name: 'Название',
  name_help: 'Только для этого списка: кто открывает ссылку, его не\u00a0видит.',
  approval: 'Вступать по\u00a0заявке',
  registers: 'И\u00a0для тех, у\u00a0кого здесь нет аккаунта',
  once: 'Она показана только сейчас: скопируйте её или отправьте, пока не\u00a0закрыли это окно.',
  made: (date) => `Ссылка от\u00a0${date}`,
  uses: (n, of) => {
    const used = `Вступили: ${num('ru', n)}`
    return of === null ? used : `${used} из\u00a0${num('ru', of)}`
  },
  asks: 'по\u00a0заявке',
  opens: 'открывает регистрацию',
  over: 'срок истёк',
  full: 'использована',
  revoke_title: 'Отозвать ссылку?',
  revoke_hint:
    'По\u00a0ней больше никто не\u00a0вступит, а\u00a0заявки по\u00a0ней пропадут. Кто уже вступил, останется.',
  requests: 'Заявки на\u00a0вступление',
  waiting: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'заявка', few: 'заявки', many: 'заявок', other: 'заявки' })} на\u00a0вступление`,
  nobody: 'Заявок нет',
  nobody_hint: 'Здесь сразу появится каждый, кто попросится в\u00a0группу.',
  admit: 'Впустить',
  refuse: 'Отклонить',
  admit_whom: (name) => `Впустить: ${name}`,
  refuse_whom: (name) => `Отклонить: ${name}`,
  mine: 'Ваши заявки',
  invited: 'Вас приглашают',
  invited_by: (name) => `Приглашает ${name}`,
  accept: 'Вступить',
  decline: 'Отказаться',
  accept_which: (title) => `Вступить: ${title}`,
  decline_which: (title) => `Отказаться: ${title}`,
  asked_first: (names) => `Нужно согласие: ${names}`,
  wait: (date) => `Ждёт ответа с\u00a0${date}`,
  refused: 'Заявка отклонена',
  dismiss: 'Убрать',
  withdraw_which: (title) => `Отозвать заявку: ${title}`,
  dismiss_which: (title) => `Убрать: ${title}`,
}
