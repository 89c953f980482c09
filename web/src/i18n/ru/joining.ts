/** Russian words of the page behind a link into a group, and of asking to be let in. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

export const joining: Messages['joining'] = {
  title: 'Вступить в\u00a0группу',
  invites: (name) => `${name} приглашает вас`,
  members: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'участник', few: 'участника', many: 'участников', other: 'участника' })}`,
  approval: 'Вступление по\u00a0заявке: её рассмотрит владелец или администратор.',
  join: 'Вступить',
  ask: 'Отправить заявку',
  sign_in: 'Войти',
  then: 'Вы окажетесь в\u00a0группе, как только войдёте.',
  no_registration:
    'Для нового аккаунта здесь нужно приглашение на\u00a0сам сервер. Попросите его у\u00a0того, кто прислал ссылку.',
  expired: 'Срок ссылки истёк',
  used_up: 'Ссылка уже использована',
  revoked: 'Ссылка отозвана',
  unknown: 'Ссылка не\u00a0действует',
  new_one: 'Попросите новую у\u00a0того, кто её прислал.',
  incomplete: 'Возможно, она скопирована не\u00a0целиком. Попросите её ещё раз.',
  asked: 'Заявка отправлена',
  asked_hint:
    'Вы окажетесь в\u00a0группе, когда вас впустит её владелец или администратор. До\u00a0тех пор заявка видна в\u00a0разделе «Люди».',
  withdraw: 'Отозвать заявку',
  open: 'Открыть чат',
}
