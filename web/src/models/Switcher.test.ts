/** The quick switcher: what it offers, in which order, and what it asks. */
import { beforeEach, expect, test } from 'vitest'

import { Recorder } from '../../tests/models/engine'
import type { Answer, ChatRow, Person, PublicChat } from '../engine/rpc'
import { ChatList } from './ChatList.svelte'
import { Switcher } from './Switcher.svelte'

const chat = (key: string, pos: number, peer: string | null = null): ChatRow => ({
  ...{ key, kind: peer ? 'direct' : 'group', title: key, peer, general: false, pos, preview: null },
  ...{ draft: null, unread: 0, pins: 0, failed: 0, typing: [], online: false, lastSeenAt: null },
  ...{ members: 2, onlineMembers: 0, role: 'member' },
})

const person = (id: string, name: string, username: string): Person => ({ id, name, username, online: false })

class Asked extends Recorder {
  known: readonly Person[] = []
  listed: readonly PublicChat[] = []
  queries: string[] = []
  offline = false

  override ask = ((name: string, { q }: { q: string }) => {
    this.queries.push(`${name} ${q}`)
    if (this.offline) return Promise.resolve({ ok: false, code: 'offline', params: {}, retryAfter: null })
    const value = name === 'people' ? this.known : { chats: this.listed, next: null }
    return Promise.resolve({ ok: true, value } as Answer<'people'>)
  }) as Recorder['ask']
}

let engine: Asked
let chats: ChatList
let ran: string[]

const acts = () =>
  ['Новая группа', 'Тёмная тема'].map((label) => ({
    key: label,
    label,
    icon: 'plus',
    run: () => void ran.push(label),
  }))
const open = (here: string | null = null) => new Switcher(engine, chats, acts, 'me', here)
const keys = (switcher: Switcher) => switcher.entries.map(({ key }) => key)

beforeEach(() => {
  engine = new Asked()
  chats = new ChatList(engine)
  ran = []
  const rows = [chat('Дача', 3), chat('Лена', 2, 'lena'), chat('Двор', 1)]
  engine.say('chats', { ops: [['set', rows]] })
})

test('nothing typed: what was opened last, then the list, without the chat that is open', () => {
  chats.opened('Двор')
  chats.opened('Лена')
  chats.opened('Двор')
  expect(chats.recent).toEqual(['Двор', 'Лена'])
  expect(keys(open('Двор'))).toEqual(['Лена', 'Дача'])
  expect(keys(open())).toEqual(['Двор', 'Лена', 'Дача'])
})

test('chats are found in the wrong layout, and equal ones stay in order', () => {
  const switcher = open('Дача')
  switcher.type('l')
  expect(keys(switcher)).toEqual(['Дача', 'Лена', 'Двор'])
  switcher.type('ldj')
  expect(keys(switcher)).toEqual(['Двор'])
  expect(switcher.active?.pieces).toEqual(['', 'Дво', 'р'])
})

test('people come after the chats: not oneself, and nobody who has a chat with me', async () => {
  engine.known = [person('me', 'Я', 'me'), person('lena', 'Лена', 'lena'), person('leo', 'Лев', 'leo')]
  const switcher = open()
  switcher.type('ле')
  await switcher.ask()
  expect(keys(switcher)).toEqual(['Лена', 'leo'])
  expect(engine.queries).toEqual(['people ле', 'people kt'])
})

test('a person is found by the username too, and nothing is marked then', async () => {
  engine.known = [person('leo', 'Граф Толстой', 'yasnaya')]
  const switcher = open()
  switcher.type('yas')
  await switcher.ask()
  expect(switcher.entries.map(({ pieces }) => pieces)).toEqual([['Граф Толстой']])
})

test('what the server says to an older query is dropped', async () => {
  engine.known = [person('leo', 'Лев', 'leo')]
  const switcher = open()
  switcher.type('лев')
  const asking = switcher.ask()
  switcher.type('л')
  await asking
  expect(switcher.people).toEqual([])
})

test('after > there are commands, and the server is not asked', async () => {
  const switcher = open()
  switcher.type('> тем')
  await switcher.ask()
  expect(engine.queries).toEqual([])
  expect(keys(switcher)).toEqual(['Тёмная тема'])
  switcher.type('>')
  expect(keys(switcher)).toEqual(['Новая группа', 'Тёмная тема'])
})

test('the arrows go round, and typing begins at the top again', () => {
  const switcher = open()
  switcher.move(-1)
  expect(switcher.active?.key).toBe('Двор')
  switcher.move(1)
  expect(switcher.active?.key).toBe('Дача')
  switcher.move(1)
  switcher.type('д')
  expect(switcher.at).toBe(0)
  switcher.type('щщщ')
  switcher.move(1)
  expect(switcher.active).toBeUndefined()
})

test('public chats come last, those that one is not in, where the server has any', async () => {
  const found = (title: string, address: string, inside = false): PublicChat => ({
    ...{ chat: address, title, address, members: 3, channel: false, description: '', inside, asked: false },
  })
  engine.known = [person('d', 'Двойкина', 'dv')]
  engine.listed = [found('Дворы города', 'yards'), found('Двор', 'mine', true), found('Музей', 'museum')]
  const without = open()
  without.type('дво')
  await without.ask()
  expect(keys(without)).toEqual(['Двор', 'd'])
  expect(engine.queries.some((query) => query.startsWith('publicChats'))).toBe(false)
  const switcher = new Switcher(engine, chats, acts, 'me', null, true)
  switcher.type('дво')
  await switcher.ask()
  expect(keys(switcher)).toEqual(['Двор', 'd', 'yards'])
  switcher.type('museum')
  await switcher.ask()
  expect(keys(switcher)).toEqual(['museum'])
  switcher.type('')
  expect(keys(switcher)).not.toContain('museum')
})

test('without a network it says that only this device was looked through, until somebody could be asked', async () => {
  const switcher = open()
  engine.offline = true
  switcher.type('дво')
  await switcher.ask()
  expect([keys(switcher), switcher.alone]).toEqual([['Двор'], true])
  switcher.type('>тёмная')
  expect(switcher.alone).toBe(false)
  switcher.type('дво')
  await switcher.ask()
  engine.offline = false
  await switcher.ask()
  expect(switcher.alone).toBe(false)
})
