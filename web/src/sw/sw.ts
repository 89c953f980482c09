/**
 * The service worker: opens the client without a network. It answers with the client's own files and nothing else, so no
 * answer of the server's API is ever kept. A new version waits until a page says that it may take over.
 */
import { answer, fileFor, fill, sweep, type Shell } from './shell'

declare const self: ServiceWorkerGlobalScope
/** Put here by the build. */
declare const SHELL: Shell

const shell = SHELL

self.addEventListener('install', (event) => {
  event.waitUntil(fill(caches, fetch, shell))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([sweep(caches, shell), self.clients.claim()]))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const file = fileFor(shell, pathname, request.mode === 'navigate')
  if (file !== null) event.respondWith(answer(caches, fetch, shell, file))
})
