/** What was being sent when a page ended is sent by the next one: once, in order, for the same user, and only then. */
import { beforeEach, expect, test } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Command } from '../engine/rpc'
import { Journal, type Shelf } from './journal'

/** Keeps what it is given until there is no room. */
class Memory implements Shelf {
  readonly kept = new Map<string, string>([['molva.theme', 'dark']])
  full = false

  get length(): number {
    return this.kept.size
  }
  key(n: number): string | null {
    return [...this.kept.keys()][n] ?? null
  }
  getItem(name: string): string | null {
    return this.kept.get(name) ?? null
  }
  setItem(name: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.kept.set(name, value)
  }
  removeItem(name: string): void {
    this.kept.delete(name)
  }
}

const say = (id: string) => ({ t: 'send', chat: 'c', id, text: `text of ${id}`, reply: null }) as const
const ids = (commands: readonly Command[]) => commands.map((command) => 'id' in command && command.id)

let shelf: Memory
beforeEach(() => {
  shelf = new Memory()
})

/** A page, and an engine that stores nothing until it is told to. */
function page() {
  const engine = new Recorder()
  return { engine, journal: new Journal(engine, shelf) }
}

test('what is on disk is noted no more', () => {
  const { engine, journal } = page()
  journal.send('u', say('m1'))
  expect([...shelf.kept.values()].join()).toContain('text of m1')
  engine.stored.forEach((stored) => stored())
  expect([...shelf.kept.keys()]).toEqual(['molva.theme'])
  const next = page()
  next.journal.resume('u')
  expect(next.engine.commands).toEqual([])
})

test('what was not is sent again in its order, and noted until then', () => {
  const first = page()
  const written = Array.from({ length: 12 }, (_, n) => `m${String(n)}`)
  for (const id of written) first.journal.send('u', say(id))
  first.engine.stored[0]?.()
  const second = page()
  second.journal.resume('u')
  expect(ids(second.engine.commands)).toEqual(written.slice(1))
  expect(second.engine.commands[0]).toEqual(say('m1'))
  const third = page()
  third.journal.resume('u')
  expect(ids(third.engine.commands)).toEqual(written.slice(1))
  for (const stored of third.engine.stored) stored()
  expect([...shelf.kept.keys()]).toEqual(['molva.theme'])
})

test('nobody else sends it, and after signing out nothing of it is left', () => {
  page().journal.send('u', say('m1'))
  const { engine, journal } = page()
  journal.resume('v')
  expect(engine.commands).toEqual([])
  journal.clear()
  journal.resume('u')
  expect(engine.commands).toEqual([])
  expect([...shelf.kept.keys()]).toEqual(['molva.theme'])
})

test('without room, or with a note that nobody can read, everything else goes on', () => {
  shelf.setItem('molva.sending.1.000001.m0', '{"user":"u"')
  shelf.full = true
  const { engine, journal } = page()
  journal.send('u', say('m1'))
  journal.resume('u')
  expect(ids(engine.commands)).toEqual(['m1'])
  expect([...shelf.kept.keys()]).toEqual(['molva.theme'])
})
