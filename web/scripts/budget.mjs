/** Adds up the gzipped JavaScript that a page loads at first, from Vite's manifest, against budget.json. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const out = new URL('../../src/molva/server/web/', import.meta.url)
const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
const manifest = read(new URL('.vite/manifest.json', out))
const budget = read(new URL('../budget.json', import.meta.url))
const size = (file) => gzipSync(readFileSync(new URL(file, out)), { level: 9 }).length

/** The files that loading `key` loads: its own and those of its static imports. */
function files(key, seen = new Set()) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`budget.json names ${key}, which is not in the build`)
  if (seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const next of chunk.imports ?? []) files(next, seen)
  return seen
}

const workers = readdirSync(new URL('assets/', out))
  .filter((name) => name.includes('worker') && name.endsWith('.js'))
  .map((name) => `assets/${name}`)

let failed = false
for (const [name, { limit_kb, entries, any_of, workers: withWorkers }] of Object.entries(budget)) {
  const loaded = new Set(withWorkers ? workers : [])
  for (const entry of entries) for (const file of files(entry)) loaded.add(file)
  const together = (keys) => keys.reduce((sum, key) => sum + size(manifest[key].file), 0)
  const largest = [...any_of].sort((a, b) => together(b) - together(a))[0]
  for (const key of largest) loaded.add(manifest[key].file)
  const total = [...loaded].reduce((sum, file) => sum + size(file), 0) / 1024
  failed ||= total > limit_kb
  console.log(`${name}: ${total.toFixed(1)} kB gz of ${limit_kb} in ${loaded.size} files`)
  for (const file of loaded) console.log(`  ${(size(file) / 1024).toFixed(1).padStart(6)}  ${file}`)
}
if (failed) process.exit(1)
