/** Russian words of the links by which people register: who makes them, and who is given one. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

export const invites: Messages['invites'] = {
  title: 'Приглашение',
  invites: (name) => `${name} приглашает вас`,
  to: (server) => `на\u00a0сервер «${server}»`,
  expired: 'Срок приглашения истёк',
  used_up: 'Приглашение уже использовано',
  unknown: 'Приглашение не\u00a0действует',
  unknown_hint: 'Возможно, ссылка скопирована не\u00a0целиком или её отозвали. Попросите новую.',
  ask: (name) => `Новое приглашение может дать ${name}`,
  inside: 'Вы уже здесь: приглашение не\u00a0нужно.',
  open: 'Сейчас на\u00a0этом сервере может зарегистрироваться каждый, кто откроет его адрес, и\u00a0без приглашения.',
  closed: 'Регистрация закрыта: сейчас не\u00a0зарегистрироваться и\u00a0по\u00a0приглашению.',
  create_title: 'Новая ссылка',
  who: 'Для скольких человек',
  people: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' })}`,
  anybody: 'сколько угодно',
  how_long: 'Действует',
  day: 'день',
  week: 'неделю',
  month: '30\u00a0дней',
  ever: 'всегда',
  create: 'Создать ссылку',
  link: 'Ссылка готова',
  once: 'Она показана только сейчас: скопируйте её или отправьте, пока не\u00a0ушли отсюда. По\u00a0ней можно зарегистрироваться.',
  copy: 'Скопировать',
  share: 'Поделиться…',
  qr: 'QR-код ссылки',
  working: 'Действующие ссылки',
  none: 'Сейчас их нет.',
  uses: (n, of) => {
    const used = `Зарегистрировались: ${num('ru', n)}`
    return of === null ? used : `${used} из\u00a0${num('ru', of)}`
  },
  until: (date) => `до\u00a0${date}`,
  forever: 'бессрочно',
  made: (date) => `создана ${date}`,
  revoke: 'Отозвать',
  revoke_title: 'Отозвать ссылку?',
  revoke_hint: 'По\u00a0ней больше никто не\u00a0зарегистрируется. Кто уже здесь, останется.',
  not_yours: 'Приглашает тот, кто ведёт сервер',
  not_yours_hint: 'Попросите ссылку у\u00a0владельца или администратора.',
}
