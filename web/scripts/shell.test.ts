/** The table of the client's files: complete, and another version as soon as one byte is another. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { tableOf } from './shell.ts'

function build(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'molva-build-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  return dir
}

test('what the client needs is in it, with its hash; the rest is not', () => {
  const dir = build({
    'index.html': '',
    'assets/app-1.js': 'x',
    'sw.js': 'x',
    '.vite/manifest.json': '{}',
    'icons/icon-192.png': 'x',
    'manifest.ru.webmanifest': '{}',
  })
  const { files } = tableOf(dir)
  expect(Object.keys(files)).toEqual(['/assets/app-1.js', '/index.html'])
  expect(files['/index.html']).toBe('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
})

test('the version is that of the content', () => {
  const [one, same, other] = ['a', 'a', 'b'].map(
    (content) => tableOf(build({ 'index.html': content })).version,
  )
  expect(one).toBe(same)
  expect(one).not.toBe(other)
})
