/** Russian words of what stands where one would write, and cannot. */
import type { Messages } from '../en'

export const bars: Messages['bars'] = {
  not_member: 'Вы больше не\u00a0участник этой группы',
  gone: 'Этот аккаунт удалён. Здесь можно только читать.',
  blocked: (name) => `Вы заблокировали этого человека: ${name}.`,
  unblock: 'Разблокировать',
  refused: (name) => `${name} не\u00a0принимает от\u00a0вас сообщений.`,
  again: 'Повторить',
  admins_write: 'Здесь пишут только админы.',
  owner_writes: 'Здесь пишет только владелец.',
  banned: (until, appeal) =>
    `Из-за жалоб вы не\u00a0можете отправлять сообщения до\u00a0${until}. Если это ошибка, обратитесь${appeal ? `: ${appeal}` : ' к\u00a0владельцу сервера'}.`,
}
