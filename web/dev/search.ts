/** The parts of the engine that the bench of the search measures, as `window.search`. */
import { scan } from '../src/engine/search/scan'
import { openDatabase } from '../src/engine/store/schema'
import { Needle } from '../src/i18n/needle'

export const search = { openDatabase, scan, Needle }
Object.assign(window, { search })
