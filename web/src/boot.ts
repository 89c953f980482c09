/** The entry: puts the app on the page, with the engine in its worker. */
import { release } from './app/release.svelte'
import { start } from './app/start'
import { connectEngine } from './engine/page'
import workerUrl from './engine/index.ts?worker&url'

type Policy = { createScriptURL: (url: string) => string }
type Factory = { createPolicy: (name: string, rules: Policy) => Policy }

const serviceWorkerUrl = '/sw.js'

/** The addresses that a script may be loaded from by name; the content security policy knows this policy. */
const policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('app-urls', {
  createScriptURL(url) {
    if (url !== workerUrl && url !== serviceWorkerUrl) throw new TypeError('not an address of the app')
    return url
  },
})

const allowed = (url: string) => policy?.createScriptURL(url) ?? url
// In development nothing has started it early.
const worker =
  (globalThis as { engine?: Worker }).engine ?? new Worker(allowed(workerUrl), { type: 'module' })
const target = document.getElementById('app')
if (target) void start(connectEngine(worker), target)
if (import.meta.env.PROD) release.start(allowed(serviceWorkerUrl))
