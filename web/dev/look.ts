/** Language, theme and size of text as the settings have them, from the address of a development page. */
import door from '../src/i18n/en/door'
import first from '../src/i18n/en/first'
import rest from '../src/i18n/en/rest'
import { distort } from './pseudo'

/** With `pseudo` English is the long language, with `rtl` it runs from right to left. */
export function wear(asked: URLSearchParams): void {
  for (const name of ['locale', 'theme', 'scale']) {
    const value = asked.get(name)
    if (value !== null) localStorage.setItem(`molva.${name}`, value)
  }
  // What is not asked for is as it is at first.
  for (const name of ['bubbles', 'density', 'clock', 'motion', 'filter']) {
    const value = asked.get(name)
    if (value === null) localStorage.removeItem(`molva.${name}`)
    else localStorage.setItem(`molva.${name}`, value)
  }
  if (asked.has('pseudo')) for (const part of [first, door, rest]) Object.assign(part, distort(part))
  if (asked.has('rtl')) document.documentElement.dir = 'rtl'
}
