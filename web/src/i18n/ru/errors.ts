/** Russian sentences for the codes of the error catalogue: what happened and what to do. */
import type { Messages } from '../en'
import { longDate, time } from '../format'

type Params = Readonly<Record<string, string | number>>

const until = (at: number) => `${longDate('ru', at, Date.now())}, ${time('ru', at)}`

const say: Record<string, string | ((params: Params) => string)> = {
  offline: 'Нет связи. Попробуйте, когда сеть вернётся.',
  sign_in_failed: 'Неверное имя пользователя или пароль. Проверьте и\u00a0попробуйте ещё раз.',
  wrong_password: 'Текущий пароль неверен. Проверьте его и\u00a0попробуйте ещё раз.',
  not_signed_in: 'Сначала войдите.',
  session_ended: 'Этот сеанс завершён. Войдите снова.',
  registration_closed: 'Регистрация на этом сервере закрыта. Обратитесь к\u00a0тому, кто его ведёт.',
  invite_required: 'Для регистрации здесь нужно приглашение. Попросите его у\u00a0кого-нибудь из участников.',
  invite_not_found: 'Такого приглашения нет, или оно больше не\u00a0действует. Попросите новое.',
  username_taken: 'Это имя пользователя или похожее на него уже занято. Выберите другое.',
  email_taken: 'Этот адрес почты уже используется в\u00a0другом аккаунте.',
  invalid_username:
    'Имя пользователя — от 2 до 32 букв, цифр, точек, дефисов или подчёркиваний; первая — буква.',
  invalid_email: 'Это не\u00a0адрес электронной почты. Проверьте, нет ли опечатки.',
  weak_password: 'Нужно не меньше 8 символов, и\u00a0пароль не\u00a0должен быть распространённым.',
  invalid_name: ({ limit }) => `Имя должно содержать от 1 до ${String(limit)} видимых символов.`,
  invalid_text: 'Текст пуст или содержит недопустимые символы.',
  text_too_long: ({ limit }) => `Текст длиннее ${String(limit)} символов. Сократите его или разделите.`,
  user_not_found: 'Такого человека нет.',
  chat_not_found: 'Среди ваших чатов такого нет.',
  message_not_found: 'Такого сообщения нет.',
  message_deleted: 'Сообщение удалено.',
  not_a_direct_chat: 'Это возможно только в личном чате.',
  too_many_pins: 'Здесь закреплено уже столько сообщений, сколько можно. Сначала открепите какое-нибудь.',
  oneself: 'С\u00a0самим собой этого сделать нельзя.',
  too_many_contacts:
    'Контактов и\u00a0заблокированных столько, сколько можно. Сначала удалите кого-нибудь из\u00a0них.',
  person_blocked: 'Вы заблокировали этого человека. Разблокируйте, чтобы написать.',
  writing_not_accepted: 'Этот человек не\u00a0принимает от\u00a0вас сообщений.',
  adding_not_accepted: ({ name }) => `${name} не\u00a0принимает от\u00a0вас добавления в\u00a0группы.`,
  already_reported: 'Вы уже пожаловались на\u00a0этого человека.',
  sending_banned: ({ until_at, appeal }) =>
    `Из-за\u00a0жалоб вы не\u00a0можете отправлять сообщения до\u00a0${until(Number(until_at))}. Если это ошибка, обратитесь: ${appeal}.`,
  too_many_folders: 'Папок столько, сколько можно. Сначала удалите одну из\u00a0них.',
  too_many_pinned_chats: 'Закреплено столько чатов, сколько можно. Сначала открепите один из\u00a0них.',
  too_many_reactions: 'У сообщения уже столько разных эмодзи, сколько помещается. Выберите один из них.',
  message_changed: 'Сообщение тем временем изменили на другом устройстве.',
  edit_too_late: 'Это сообщение уже нельзя изменить.',
  already_a_member: 'Этот человек уже в\u00a0чате.',
  not_a_member: 'Этого человека в\u00a0чате нет.',
  last_owner: 'У\u00a0группы должен быть владелец. Сначала назначьте владельцем другого.',
  not_a_group: 'Это возможно только в\u00a0группе.',
  general_chat: 'В\u00a0общем чате состоят все: из него нельзя выйти или удалить участника.',
  chat_full: ({ limit }) => `В\u00a0чате уже ${String(limit)} участников, больше нельзя.`,
  rights_missing: 'У\u00a0вас нет права на это действие. Обратитесь к\u00a0владельцу или админу.',
  too_many_requests: 'Слишком много попыток. Подождите немного и\u00a0попробуйте снова.',
  overloaded: 'Сервер занят. Попробуйте через минуту.',
}

export const errors: Messages['errors'] = {
  say(code: string, params: Params = {}): string {
    const found = say[code]
    if (found === undefined)
      return `Что-то пошло не\u00a0так. Попробуйте ещё раз; если не\u00a0поможет, сообщите код «${code}».`
    return typeof found === 'string' ? found : found(params)
  },
}
