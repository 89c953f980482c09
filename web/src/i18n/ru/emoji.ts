/** Russian words of the emoji picker. */
import type { Messages } from '../en'
import { num } from '../format'

export const emoji: Messages['emoji'] = {
  open: 'Эмодзи',
  search: 'Найти эмодзи',
  groups: 'Группы',
  recent: 'Недавние и\u00a0популярные',
  smileys: 'Смайлики',
  people: 'Люди',
  nature: 'Животные и\u00a0природа',
  food: 'Еда и\u00a0напитки',
  travel: 'Путешествия и\u00a0места',
  activities: 'Занятия',
  objects: 'Предметы',
  symbols: 'Символы',
  flags: 'Флаги',
  tone: 'Тон кожи',
  nothing: 'Ничего не\u00a0нашлось',
  nothing_hint: 'Попробуйте другое слово.',
  tones: ['Жёлтый', 'Светлый', 'Чуть темнее светлого', 'Средний', 'Чуть светлее тёмного', 'Тёмный'],
  found: (n: number) => `Нашлось: ${num('ru', n)}`,
}
