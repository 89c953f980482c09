/**
 * The whole app over the small world: `/dev/?scene=chat&at=/c/…`. `locale`, `theme` and `scale` are set as in the
 * settings; with `pseudo` English is the long language, with `rtl` it runs from right to left.
 */
import { start } from '../src/app/start'
import en from '../src/i18n/en'
import { memoryEngine, type Scene } from './engine'
import { distort } from './pseudo'

const asked = new URLSearchParams(location.search)
for (const name of ['locale', 'theme', 'scale']) {
  const value = asked.get(name)
  if (value !== null) localStorage.setItem(`molva.${name}`, value)
}
for (const name of ['bubbles', 'density', 'clock', 'motion']) {
  const value = asked.get(name)
  if (value === null) localStorage.removeItem(`molva.${name}`)
  else localStorage.setItem(`molva.${name}`, value)
}
if (asked.has('pseudo')) Object.assign(en, distort(en))
if (asked.has('rtl')) document.documentElement.dir = 'rtl'
history.replaceState(null, '', asked.get('at') ?? '/')
const target = document.getElementById('app')
if (target) void start(memoryEngine((asked.get('scene') ?? 'chat') as Scene), target)
