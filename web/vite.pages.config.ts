/**
 * Builds the development pages as the client itself is built, but without its service worker and as few files, which a
 * browser keeps, for the browser tests; served under the policy that the server sends.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

import { emoji } from './scripts/emoji.ts'
import { head } from './scripts/head.ts'
import { icons } from './scripts/icons.ts'
import { POLICY } from './tests/policy.ts'
import client from './vite.config.ts'

/** What looks for violations, beside the pages: read once, it is run on hundreds of them. */
const axe: Plugin = {
  name: 'axe',
  generateBundle() {
    const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
    this.emitFile({ type: 'asset', fileName: 'axe.js', source })
  },
}

export default defineConfig({
  plugins: [emoji(), head(), icons(), svelte(), axe],
  build: {
    ...client.build,
    outDir: 'node_modules/.pages',
    // A page is opened for every test: asking for a hundred files would take longer than all that they do.
    cssCodeSplit: false,
    rolldownOptions: { input: 'dev/index.html', output: { codeSplitting: false } },
  },
  preview: {
    // Nothing is behind the pages: what is asked of a server fails at once.
    proxy: {},
    headers: { 'content-security-policy': POLICY, 'cache-control': 'max-age=86400, immutable' },
  },
})
