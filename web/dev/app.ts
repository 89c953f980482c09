/** The whole app over the small world: `/dev/app.html?scene=chat&at=/c/…`. */
import { start } from '../src/app/start'
import { memoryEngine, type Scene } from './engine'

const asked = new URLSearchParams(location.search)
history.replaceState(null, '', asked.get('at') ?? '/')
const target = document.getElementById('app')
if (target) void start(memoryEngine((asked.get('scene') ?? 'chat') as Scene), target)
