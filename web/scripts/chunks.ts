/**
 * What a page loads at first comes in few files: over HTTP/1.1 a browser fetches six at a time, and on a slow road
 * each turn costs more than the code in it.
 */
import { fileURLToPath } from 'node:url'

/** What the bundler knows of modules by their ids. */
export type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }

const path = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url))
const BOOT = path('boot.ts')
/** The words that a page begins with, and those of the way in. */
export const WORDS = {
  ru: { first: path('i18n/ru/first.ts'), door: path('i18n/ru/door.ts') },
  en: { first: path('i18n/en/first.ts'), door: path('i18n/en/door.ts') },
}
const [RU, EN] = [WORDS.ru.first, WORDS.en.first]
/** The page of whoever has signed in. */
export const INSIDE = path('app/Main.svelte')
/** The page of everybody else. */
export const DOOR = path('features/auth/Auth.svelte')
const ENTRIES = [BOOT, RU, EN, INSIDE, DOOR]

/** The modules that come with an entry: all that it imports, and what these import. */
function comingWith(entry: string, graph: Graph, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found
  found.add(entry)
  for (const next of graph.getModuleInfo(entry)?.importedIds ?? []) comingWith(next, graph, found)
  return found
}

/** Says which file a module goes into, by its id; null leaves it to the bundler, and so it leaves the entries. */
export function chunks(): (id: string, graph: Graph) => string | null {
  let sets: Record<'all' | 'ru' | 'en' | 'inside' | 'door', Set<string>> | undefined
  return (id, graph) => {
    sets ??= {
      all: comingWith(BOOT, graph),
      ru: comingWith(RU, graph),
      en: comingWith(EN, graph),
      inside: comingWith(INSIDE, graph),
      door: comingWith(DOOR, graph),
    }
    if (ENTRIES.includes(id)) return null
    const [inside, door] = [sets.inside.has(id), sets.door.has(id)]
    // What the words need in either language is needed by every page; a file for what little both doors share would
    // cost a turn of its own.
    const shared = (sets.ru.has(id) && sets.en.has(id)) || (inside && door)
    if (sets.all.has(id) || shared) return 'all'
    return inside ? 'inside' : door ? 'outside' : null
  }
}
