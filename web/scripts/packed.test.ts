/** What gets smaller by it is packed beside itself, and nothing else. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

import { expect, onTestFinished, test } from 'vitest'

import { pack } from './packed.ts'

test('scripts, styles and pages of more than a packet are packed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'packed-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'assets'))
  const long = 'слово '.repeat(1_000)
  for (const name of ['index.html', 'assets/a.js', 'assets/a.css', 'assets/font.woff2'])
    writeFileSync(join(dir, name), long)
  writeFileSync(join(dir, 'assets/short.js'), 'short')

  pack(dir)

  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.br'))
  expect(names.sort()).toEqual(['assets/a.css.br', 'assets/a.js.br', 'index.html.br'])
  for (const name of names) expect(brotliDecompressSync(readFileSync(join(dir, name))).toString()).toBe(long)
})
