/** Russian words of what messages said before. */
import type { Messages } from '../en'

export const edits: Messages['edits'] = {
  when: (when) => `Изменено: ${when}`,
  kept: 'Прежние версии видны владельцу и\u00a0администраторам',
  title: 'История изменений',
  about: 'Прежние версии сообщения, сначала новые',
  none: 'Прежних версий этого сообщения нет.',
  more: 'Показать более ранние',
  chat: 'Прежние версии изменённых сообщений хранятся: их видят владелец и\u00a0администраторы.',
}
