/** The client's own files, kept whole: which of them answers a request, and how a new version is fetched. */

/** A version of the client: its files by address, each with the hash of its content (SRI), and a name for them all. */
export interface Shell {
  version: string
  files: Readonly<Record<string, string>>
}

/** The parts of the browser that are used. */
export type Caches = Pick<CacheStorage, 'open' | 'match' | 'keys' | 'delete'>
export type Fetch = (address: string, init: RequestInit) => Promise<Response>

const PREFIX = 'molva-shell-'
/** Below it a file's name changes with its content, so it may be taken from an older version. */
const HASHED = '/assets/'
const PAGE = '/index.html'
/** Addresses of the server's that are no places inside the client. */
const SERVER = /^\/(api|docs)(\/|$)/

export const cacheName = (version: string) => PREFIX + version

/** The file that answers a request; null if it is the server's to answer. */
export function fileFor(shell: Shell, path: string, navigating: boolean): string | null {
  if (path.startsWith(HASHED) || Object.hasOwn(shell.files, path)) return path
  const place = !SERVER.test(path) && !path.slice(path.lastIndexOf('/')).includes('.')
  return navigating && place ? PAGE : null
}

/** Fetches what is not here yet; rejects if one file is missing or is of another version, and the next visit tries again. */
export async function fill(caches: Caches, fetch: Fetch, shell: Shell): Promise<void> {
  const cache = await caches.open(cacheName(shell.version))
  const one = async ([path, integrity]: [string, string]) => {
    const here = path.startsWith(HASHED) ? await caches.match(path) : undefined
    const answer = here ?? (await fetch(path, { integrity, cache: 'no-cache', credentials: 'omit' }))
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`)
    await cache.put(path, answer)
  }
  await Promise.all(Object.entries(shell.files).map(one))
}

/** Removes the versions before the last one: tabs that still run that one find the rest of it. */
export async function sweep(caches: Caches, shell: Shell): Promise<void> {
  const others = (await caches.keys()).filter(
    (name) => name.startsWith(PREFIX) && name !== cacheName(shell.version),
  )
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

/** Answers with a file of this version; of an older one, for a tab that runs it; else with the server's. */
export async function answer(caches: Caches, fetch: Fetch, shell: Shell, file: string): Promise<Response> {
  const cache = await caches.open(cacheName(shell.version))
  return (await cache.match(file)) ?? (await caches.match(file)) ?? fetch(file, {})
}
