/** English words of the quick switcher. */
import { num } from '../format'
import { plural } from '../plural'

export const switcher = {
  title: 'Go to',
  field: 'A chat, a person, or > for commands',
  results: 'What is found',
  found: (n: number) => `${num('en', n)} ${plural('en', n, { one: 'result', other: 'results' })}`,
  none: 'Nothing found',
  none_hint: 'Names are found by any part, also in the other keyboard layout or in Latin letters.',
  opens: 'opens',
  new_tab: 'in a new tab',
  commands: 'commands',
  setting: (section: string) => `Settings: ${section}`,
  theme: (name: string) => `Theme: ${name}`,
  language: (name: string) => `Language: ${name}`,
}
