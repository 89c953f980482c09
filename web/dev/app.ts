/** The whole app over the small world: `/dev/?scene=chat&at=/c/…`; with `world=en` in English. */
import { start } from '../src/app/start'
import { memoryEngine, type Scene } from './engine'
import { inEnglish } from './english'
import { wear } from './look'

const asked = new URLSearchParams(location.search)
// The list as it was left is another scene's.
localStorage.removeItem('molva.last')
wear(asked)
history.replaceState(null, '', asked.get('at') ?? '/')
const target = document.getElementById('app')
const tell = asked.get('world') === 'en' ? inEnglish : undefined
if (target) void start(memoryEngine((asked.get('scene') ?? 'chat') as Scene, tell), target)
