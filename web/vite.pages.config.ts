/**
 * Builds the development pages as the client itself is built, but without its service worker, for the browser tests;
 * served under the policy that the server sends.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

import { emoji } from './scripts/emoji.ts'
import { head } from './scripts/head.ts'
import { icons } from './scripts/icons.ts'
import { POLICY } from './tests/policy.ts'
import client from './vite.config.ts'

export default defineConfig({
  plugins: [emoji(), head(), icons(), svelte()],
  build: {
    ...client.build,
    outDir: 'node_modules/.pages',
    rolldownOptions: { input: 'dev/index.html' },
  },
  // Nothing is behind the pages: what is asked of a server fails at once.
  preview: { proxy: {}, headers: { 'content-security-policy': POLICY } },
})
