/** The page of stories shows every control, and a message in every state. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { SendState } from '../src/engine/rpc'
import { emojiCount } from '../src/richtext/plain'
import { rows, states } from '../dev/world'

const ui = join(import.meta.dirname, '../src/ui')
const page = readFileSync(join(import.meta.dirname, '../dev/Stories.svelte'), 'utf8')
const controls = readdirSync(ui).filter((name) => name.endsWith('.svelte'))

test.each(controls)('%s', (file) => {
  const name = file.replace('.svelte', '')
  expect(page).toMatch(new RegExp(`import ${name} from '../src/ui/${file}'`))
  expect(page).toMatch(new RegExp(`<${name}[\\s/>]`))
})

const shown = [...rows, ...states].flatMap((row) => (row.kind === 'message' ? [row] : []))
const ways: Record<SendState, true> = {
  ...{ sending: true, queued: true, sent: true },
  ...{ delivered: true, read: true, failed: true },
}

test.each(Object.keys(ways))('a message that is %s', (state) => {
  expect(shown.some((row) => row.own && row.state === state)).toBe(true)
})

test.each<[string, (row: (typeof shown)[number]) => boolean]>([
  ['edited', (row) => row.edited],
  ['deleted, own', (row) => row.deleted && row.own],
  ['deleted, of another', (row) => row.deleted && !row.own],
  ['an answer', (row) => row.reply !== null && !row.reply.deleted],
  ['an answer to what is deleted', (row) => row.reply?.deleted === true],
  ['one emoji', (row) => emojiCount(row.text) === 1],
  ['two emoji', (row) => emojiCount(row.text) === 2],
  ['three emoji', (row) => emojiCount(row.text) === 3],
  ['long', (row) => row.text.split('\n').length > 25],
  ['code', (row) => row.text.includes('```')],
  ['a spoiler', (row) => row.text.includes('||')],
  ['a quote and a list', (row) => row.text.includes('> ') && row.text.includes('- ')],
  ['first of a group', (row) => row.group === 1],
  ['inside of a group', (row) => row.group === 0],
  ['last of a group', (row) => row.group === 2],
  ['alone', (row) => row.group === 3],
  ['from right to left', (row) => /\p{Script=Hebrew}/u.test(row.text)],
])('a message: %s', (_, is) => {
  expect(shown.some(is)).toBe(true)
})
