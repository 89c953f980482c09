/** Russian words of reports about people, and of what those do about them who run the server. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const count = (n: number, one: string, few: string, many: string) =>
  `${num('ru', n)}\u00a0${plural('ru', n, { one, few, many, other: few })}`

export const reports: Messages['reports'] = {
  report: 'Пожаловаться…',
  title: (name) => `Пожаловаться: ${name}?`,
  hint: 'Жалобу и\u00a0ваше имя увидят те, кто ведёт этот сервер. Человек о\u00a0ней не\u00a0узнает.',
  hint_message:
    'Жалобу, ваше имя и\u00a0это сообщение увидят те, кто ведёт этот сервер. Человек о\u00a0ней не\u00a0узнает.',
  reason: 'Что не\u00a0так',
  reasons: {
    spam: 'Спам',
    abuse: 'Оскорбления или травля',
    violence: 'Угрозы или насилие',
    fraud: 'Мошенничество',
    other: 'Другое',
  },
  comment: 'Своими словами, если хотите',
  send: 'Пожаловаться',
  sent: 'Жалоба отправлена',
  sent_hint:
    'Её рассмотрят те, кто ведёт сервер. Если не\u00a0хотите слышать этого человека, заблокируйте его.',
  sent_blocked: 'Её рассмотрят те, кто ведёт сервер. Вы заблокировали этого человека.',
  block: (name) => `Заблокировать: ${name}`,
  done: 'Готово',
  not_yours: 'Жалобы видят те, кто ведёт сервер',
  not_yours_hint:
    'Если вам кто-то мешает, пожалуйтесь из\u00a0меню сообщения или из\u00a0сведений о\u00a0чате.',
  open: 'Открытые жалобы',
  none: 'Открытых жалоб нет',
  none_hint: 'Здесь появится тот, на\u00a0кого пожаловались, и\u00a0то, что он\u00a0написал.',
  closed: 'Закрытые жалобы',
  show_closed: (n) => `Закрытые жалобы: ${num('ru', n)}`,
  reload: 'Обновить',
  more: 'Показать более старые',
  count: (n) => count(n, 'жалоба', 'жалобы', 'жалоб'),
  by: (name, when) => `${name}, ${when}`,
  gone: 'Этого сообщения уже нет.',
  banned_until: (when) => `Не\u00a0может отправлять сообщения до\u00a0${when}`,
  ban: 'Запретить писать…',
  ban_title: (name) => `Запретить писать: ${name}?`,
  ban_hint:
    'Читать можно будет, отправлять и\u00a0изменять\u00a0— нет. Жалобы на\u00a0этого человека закроются.',
  ban_for: 'На\u00a0сколько',
  hours: (n) => count(n, 'час', 'часа', 'часов'),
  days: (n) => count(n, 'день', 'дня', 'дней'),
  ban_do: 'Запретить',
  lift: 'Снять запрет',
  lifted: (name) => `${name} снова может отправлять сообщения.`,
  dismiss: 'Закрыть без запрета',
  dismiss_title: (name) => `Закрыть жалобы: ${name}?`,
  dismiss_hint: 'С\u00a0человеком ничего не\u00a0случится, и\u00a0эти жалобы больше не\u00a0считаются.',
  deeds: 'Что было сделано',
  no_deeds: 'Никому не\u00a0запрещали писать, и\u00a0ни\u00a0одной жалобы не\u00a0закрывали.',
  did: {
    banned: (who) => `${who}: запрещено писать`,
    ban_lifted: (who) => `${who}: запрет снят`,
    reports_dismissed: (who) => `${who}: жалобы закрыты`,
  },
  until: (when) => `до\u00a0${when}`,
  by_server: 'само, после нескольких жалоб',
  own_name: 'Имя для себя…',
  own_name_title: 'Имя для себя',
  own_name_hint:
    'Его видите только вы\u00a0— везде, где стояло бы имя этого человека. Пусто: его собственное имя.',
  real_name: (name) => `Собственное имя: ${name}`,
}
