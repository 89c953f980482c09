/** Russian words of rules about others, and of blocks. */
import type { Privacy } from '../en/privacy'

export const privacy: Privacy = {
  may_write: 'Кто может написать мне первым',
  may_add: 'Кто может добавлять меня в\u00a0группы',
  sees_last_seen: 'Кто видит, когда я\u00a0в\u00a0сети',
  sees_hint: 'Вы видите это только у\u00a0тех, кто видит это у\u00a0вас.',
  everybody: 'Все',
  contacts: 'Мои контакты',
  nobody: 'Никто',
  receipts: 'Отметки о\u00a0прочтении',
  receipts_hint: 'Без них в\u00a0личном чате никто из\u00a0вас не\u00a0видит, что прочитал другой.',
  blocked: 'Заблокированные',
  none: 'Вы никого не\u00a0заблокировали. Заблокировать можно в\u00a0сведениях о\u00a0личном чате.',
  add_contact: 'Добавить в\u00a0контакты',
  remove_contact: 'Удалить из\u00a0контактов',
  block: 'Заблокировать',
  block_title: (name) => `Заблокировать: ${name}?`,
  block_hint:
    'Сообщения от\u00a0этого человека приходить не\u00a0будут, он\u00a0не\u00a0увидит, когда вы в\u00a0сети, и\u00a0не\u00a0добавит вас в\u00a0группы. Он\u00a0об\u00a0этом не\u00a0узнает.',
  unblock: 'Разблокировать',
  unblock_name: (name) => `Разблокировать: ${name}`,
  unblocked: (name) => `${name} снова может вам писать.`,
  is_blocked: 'Вы заблокировали этого человека.',
}
