/** What a page loads at first comes in few files, and nobody loads what only others need. */
import { expect, test } from 'vitest'

import { chunks, INSIDE, type Graph } from './chunks.ts'

const src = INSIDE.slice(0, -'app/Main.svelte'.length)
const IMPORTS: Record<string, string[]> = {
  'boot.ts': ['models/app.ts'],
  'models/app.ts': ['models/rows.ts'],
  // One that imports its importer, as modules may.
  'models/rows.ts': ['models/app.ts'],
  'app/Main.svelte': ['ui/Avatar.svelte', 'ui/Button.svelte', 'models/rows.ts'],
  'features/auth/Auth.svelte': ['ui/Button.svelte', 'features/auth/Card.svelte'],
  'i18n/ru/first.ts': ['i18n/plural.ts', 'i18n/ru/days.ts'],
  'i18n/en/first.ts': ['i18n/plural.ts'],
}
const graph: Graph = {
  getModuleInfo: (id) => ({ importedIds: (IMPORTS[id.slice(src.length)] ?? []).map((name) => src + name) }),
}

test.each([
  ['models/app.ts', 'all'],
  ['models/rows.ts', 'all'],
  ['i18n/plural.ts', 'all'],
  ['ui/Avatar.svelte', 'inside'],
  ['features/auth/Card.svelte', 'outside'],
  ['ui/Button.svelte', 'all'],
  // Words of one language, what is asked for later, and the entries themselves.
  ['i18n/ru/days.ts', null],
  ['features/settings/Privacy.svelte', null],
  ['app/Main.svelte', null],
  ['boot.ts', null],
])('%s goes into %s', (name, chunk) => {
  expect(chunks()(src + name, graph)).toBe(chunk)
})
