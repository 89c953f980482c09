/** The entry: starts the engine in its worker and puts the app on the page. */
import { start } from './app/start'
import { connectEngine } from './engine/page'
import workerUrl from './engine/index.ts?worker&url'

type Policy = { createScriptURL: (url: string) => string }
type Factory = { createPolicy: (name: string, rules: Policy) => Policy }

/** The one address that a script may be loaded from by name; the content security policy knows this policy. */
const policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('app-urls', {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('not an address of the app')
    return url
  },
})

const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' })
const target = document.getElementById('app')
if (target) void start(connectEngine(worker), target)
