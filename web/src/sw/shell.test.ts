/** The client's own files: what is answered from here, what is fetched for a new version, what is thrown away. */
import { expect, test } from 'vitest'

import { answer, cacheName, fileFor, fill, sweep, type Caches, type Shell } from './shell'

const shell = (version: string, ...files: string[]): Shell => ({
  version,
  files: Object.fromEntries(files.map((file) => [file, `sha256-${version}`])),
})
const NOW = shell('2', '/index.html', '/early.js', '/assets/app-b.js', '/assets/font.woff2')

/** As much of the browser's cache storage as is used, in memory. */
function storage() {
  const all = new Map<string, Map<string, Response>>()
  const open = (name: string) => {
    const cache = all.get(name) ?? new Map<string, Response>()
    all.set(name, cache)
    return {
      match: (path: string) => Promise.resolve(cache.get(path)?.clone()),
      put: (path: string, response: Response) => Promise.resolve(void cache.set(path, response)),
    }
  }
  const caches = {
    open: (name: string) => Promise.resolve(open(name)),
    keys: () => Promise.resolve([...all.keys()]),
    delete: (name: string) => Promise.resolve(all.delete(name)),
    match: (path: string) =>
      Promise.resolve([...all.values()].flatMap((cache) => cache.get(path)?.clone() ?? [])[0]),
  }
  return { all, caches: caches as unknown as Caches }
}

/** A server that has these files, and remembers what it was asked for. */
function server(...files: string[]) {
  const asked: string[] = []
  const fetch = (path: string) => {
    asked.push(path)
    return Promise.resolve(new Response(path, { status: files.includes(path) ? 200 : 404 }))
  }
  return { asked, fetch }
}

test.each([
  ['/', true, '/index.html'],
  ['/c/01890a5d-ac96-774b-bcce-b302099a8057', true, '/index.html'],
  ['/apiary', true, '/index.html'],
  ['/early.js', false, '/early.js'],
  ['/assets/app-b.js', false, '/assets/app-b.js'],
  ['/assets/app-a.js', false, '/assets/app-a.js'],
  ['/api/v1/account', false, null],
  ['/api/v1/account', true, null],
  ['/docs', true, null],
  ['/openapi.json', true, null],
  ['/people', false, null],
  ['/constructor', false, null],
])('%s, navigating: %s, is answered with %s', (path, navigating, file) => {
  expect(fileFor(NOW, path, navigating)).toBe(file)
})

test('a new version is fetched, but for what has not changed its name', async () => {
  const { all, caches } = storage()
  const first = shell('1', '/index.html', '/assets/app-a.js', '/assets/font.woff2')
  await fill(caches, server(...Object.keys(first.files)).fetch, first)
  const { asked, fetch } = server(...Object.keys(NOW.files))
  await fill(caches, fetch, NOW)
  expect(asked).toEqual(['/index.html', '/early.js', '/assets/app-b.js'])
  expect([...(all.get(cacheName('2'))?.keys() ?? [])].sort()).toEqual(Object.keys(NOW.files).sort())
})

test('a version of which a file is missing is none', async () => {
  await expect(fill(storage().caches, server('/index.html').fetch, NOW)).rejects.toThrow('404')
})

test('a page of the version before finds its files; of older ones nothing is left', async () => {
  const { all, caches } = storage()
  for (const version of ['0', '1', '2']) {
    const files = ['/index.html', `/assets/app-${version}.js`]
    await fill(caches, server(...files).fetch, shell(version, ...files))
  }
  await caches.open('of another program')
  const now = shell('2', '/index.html', '/assets/app-2.js')
  await sweep(caches, now)
  expect([...all.keys()]).toEqual([cacheName('1'), cacheName('2'), 'of another program'])
  const gone = server()
  const kept = await answer(caches, gone.fetch, now, '/assets/app-1.js')
  expect(await kept.text()).toBe('/assets/app-1.js')
  expect((await answer(caches, gone.fetch, now, '/assets/app-0.js')).status).toBe(404)
})
