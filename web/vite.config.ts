/** Builds the client into the folder that the server serves, and serves it for development. */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

import { chunks } from './scripts/chunks.ts'
import { early } from './scripts/early.ts'
import { emoji } from './scripts/emoji.ts'
import { head } from './scripts/head.ts'
import { icons } from './scripts/icons.ts'
import { packed } from './scripts/packed.ts'
import { shell } from './scripts/shell.ts'

const server = process.env.MOLVA_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [early(), emoji(), head(), icons(), svelte(), shell(), packed()],
  build: {
    outDir: '../src/molva/server/web',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome125', 'firefox128', 'safari17.5'],
    // Everything is a file of its own: the content security policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunks() }] } } },
  },
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/worker-[hash].js' } } },
  server: { proxy: { '/api': { target: server, ws: true } } },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/{engine,contract}/**/*.test.ts'],
    environment: 'node',
    // What waits for ever fails; what is slow on a busy machine does not.
    testTimeout: 60_000,
  },
})
