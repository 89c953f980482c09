/** Russian words of messages that disappear. */
import type { Messages } from '../en'

export const lifetime: Messages['lifetime'] = {
  title: 'Сообщения исчезают',
  never: 'Никогда',
  other: 'Другой срок…',
  hint: 'То, что будет написано с\u00a0этого момента, удалится у\u00a0всех через это время.',
  after: (span) => `Через ${span} после отправки, у\u00a0всех.`,
  amount: 'Сколько',
  unit: 'Единица',
  minutes: 'Минуты',
  hours: 'Часы',
  days: 'Дни',
  wrong: 'Нужно целое число, не\u00a0больше года.',
  choose: 'Выбрать',
}
