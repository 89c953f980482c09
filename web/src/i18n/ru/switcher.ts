/** Russian words of the quick switcher. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

export const switcher: Messages['switcher'] = {
  title: 'Перейти',
  field: 'Чат, человек или > для команд',
  results: 'Что нашлось',
  found: (n) =>
    `${num('ru', n)}\u00a0${plural('ru', n, { one: 'результат', few: 'результата', many: 'результатов', other: 'результата' })}`,
  none: 'Ничего не\u00a0нашлось',
  none_hint: 'Имена находятся по\u00a0любой части, и\u00a0в\u00a0другой раскладке, и\u00a0латиницей.',
  opens: 'открыть',
  new_tab: 'в\u00a0новой вкладке',
  commands: 'команды',
  setting: (section) => `Настройки: ${section}`,
  theme: (name) => `Тема: ${name}`,
  language: (name) => `Язык: ${name}`,
}
