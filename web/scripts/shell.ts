/** Builds the service worker beside the client, and tells it which files the client has. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Plugin } from 'vite'

const WORKER = 'sw.js'
/** Read by the browser or the system when it likes; the client itself does without. */
const LEFT_OUT = /^(\.|icons|manifest)|\.br$/

/** Puts `sw.js` at the root of the build, with the table of files in place of `SHELL`. */
export function shell(): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          input: { index: 'index.html', sw: 'src/sw/sw.ts' },
          output: {
            entryFileNames: ({ name }) => (name === 'sw' ? WORKER : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    writeBundle: {
      order: 'post',
      handler({ dir = '' }) {
        const worker = join(dir, WORKER)
        const code = readFileSync(worker, 'utf8')
        if (/\b(import|export)\b/.test(code)) throw new Error('sw.js has to be a classic script of its own')
        const table = JSON.stringify(tableOf(dir))
        writeFileSync(
          worker,
          code.replace(/\bSHELL\b/, () => table),
        )
      },
    },
  }
}

/** The files of a build by address, each with its hash, and the version that these make. */
export function tableOf(dir: string): { version: string; files: Record<string, string> } {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => name !== WORKER && !LEFT_OUT.test(name))
    .sort()
  const files: Record<string, string> = {}
  for (const name of names) files[`/${name}`] = `sha256-${sha256(readFileSync(join(dir, name)), 'base64')}`
  return { version: sha256(JSON.stringify(files), 'hex').slice(0, 12), files }
}

function sha256(content: string | Buffer, form: 'hex' | 'base64'): string {
  return createHash('sha256').update(content).digest(form)
}
