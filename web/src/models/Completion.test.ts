/** Who can be mentioned in a chat, and which emoji a name stands for. */
import { beforeEach, expect, test } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import { loadEmoji } from '../emoji/load'
import type { MemberRow, Person } from '../engine/rpc'
import { Completion } from './Completion.svelte'

const member = (key: string, name: string, me = false): MemberRow => ({
  ...{ key, name, username: `user_${key}`, role: 'member', online: false, lastSeenAt: null, me },
})

let engine: Recorder

beforeEach(() => {
  engine = new Recorder()
  Object.assign(globalThis, { localStorage: { getItem: () => null, setItem: () => undefined } })
})

const names = (completion: Completion, query: string) => completion.people(query, 6).map(({ name }) => name)

test('people of the chat by any word of their names, in any layout, and never oneself', () => {
  const completion = new Completion(engine, 'c', loadEmoji)
  completion.want('person', '')
  const members = [member('1', 'Аня Петрова'), member('2', 'Boris'), member('3', 'Анна', true)]
  engine.say('members', { ops: [['set', members]] })
  expect(names(completion, '')).toEqual(['Аня Петрова', 'Boris'])
  expect(names(completion, 'пет')).toEqual(['Аня Петрова'])
  expect(names(completion, 'gtn')).toEqual(['Аня Петрова'])
  expect(names(completion, 'anna')).toEqual([])
  expect(names(completion, 'petr')).toEqual(['Аня Петрова'])
  expect(names(completion, 'user_2')).toEqual(['Boris'])
  expect(completion.people('bor', 6)[0]).toMatchObject({ text: 'user_2', person: { id: '2' } })
})

test('the server is asked for who is not among the members, and the latest question counts', async () => {
  const answers: ((people: Person[]) => void)[] = []
  engine.ask = () => new Promise((done) => answers.push((value) => done({ ok: true, value } as never)))
  const completion = new Completion(engine, 'c', loadEmoji)
  completion.want('person', 'o')
  expect(answers).toHaveLength(0)
  completion.want('person', 'ol')
  completion.want('person', 'olg')
  const olga: Person = { id: '9', name: 'Olga', username: 'olga', online: false }
  answers[1]?.([olga])
  answers[0]?.([{ ...olga, id: '8', name: 'Oleg', username: 'oleg' }])
  await Promise.resolve()
  await Promise.resolve()
  expect(names(completion, 'ol')).toEqual(['Olga'])
})

test('emoji come when they are loaded', async () => {
  const kit = loadEmoji()
  const completion = new Completion(engine, 'c', () => kit)
  expect(completion.emoji('fire', 6, 'en')).toEqual([])
  completion.want('emoji', 'fire')
  await kit
  expect(completion.emoji('огонь', 1, 'en')).toEqual([{ key: '🔥', text: '🔥', name: 'fire', person: null }])
})

test('everybody is offered first, and only to whoever may call them', () => {
  let may = false
  const completion = new Completion(engine, 'c', loadEmoji, () => may)
  completion.want('person', '')
  engine.say('members', { ops: [['set', [member('1', 'Алла'), member('2', 'Boris')]]] })
  const offered = (query: string, most = 6) =>
    completion.people(query, most, 'ru', 'Все').map(({ text }) => text)
  expect(offered('')).toEqual(['user_1', 'user_2'])
  may = true
  expect(offered('')).toEqual(['все', 'user_1', 'user_2'])
  expect(offered('', 2)).toEqual(['все', 'user_1'])
  expect(offered('В')).toEqual(['все'])
  expect(offered('al')).toEqual(['all', 'user_1'])
  expect(offered('allo')).toEqual([])
  expect(completion.people('', 1, 'en', 'All')[0]).toEqual({
    key: 'all',
    text: 'all',
    name: 'All',
    person: null,
  })
})
