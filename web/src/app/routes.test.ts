/** Addresses are read and written alike, and no address is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parentOf, parseRoute, pathOf, type Route } from './routes'

const chat = '01890a5d-ac96-774b-bcce-b302099a8057'

test.each<[string, Route]>([
  ['/', { page: 'chats' }],
  [`/c/${chat}`, { page: 'chat', chat, message: null, info: false }],
  [`/c/${chat}/info`, { page: 'chat', chat, message: null, info: true }],
  [`/c/${chat}/${chat}`, { page: 'chat', chat, message: chat, info: false }],
  [`/t/${chat}/42`, { page: 'thread', chat, seq: 42, message: null }],
  [`/t/${chat}/42/${chat}`, { page: 'thread', chat, seq: 42, message: chat }],
  ['/people', { page: 'people' }],
  ['/outbox', { page: 'outbox' }],
  ['/settings', { page: 'settings', section: null }],
  ['/settings/devices', { page: 'settings', section: 'devices' }],
  ['/login', { page: 'login' }],
  ['/register', { page: 'register' }],
  ['/i', { page: 'invite' }],
  ['/j', { page: 'join' }],
  ['/nonsense/x', { page: 'unknown', path: '/nonsense/x' }],
])('%s', (path, route) => {
  expect(parseRoute(path)).toEqual(route)
  expect(pathOf(route)).toBe(path)
})

test.each([
  ['/c/not-an-id', { page: 'chats' }],
  ['/c', { page: 'chats' }],
  [`/c/${chat}/nonsense`, { page: 'chat', chat, message: null, info: false }],
  [`/t/${chat}`, { page: 'chats' }],
  [`/t/${chat}/0`, { page: 'chats' }],
  [`/t/${chat}/42/nonsense`, { page: 'thread', chat, seq: 42, message: null }],
  ['/t/nonsense/42', { page: 'chats' }],
  ['/i/nonsense', { page: 'invite' }],
  ['/@garden', { page: 'join' }],
  ['/@garden/x', { page: 'unknown', path: '/@garden/x' }],
  ['/settings/nonsense', { page: 'settings', section: null }],
])('%s is the nearest thing there is', (path, route) => {
  expect(parseRoute(path)).toEqual(route)
})

test('every path is a route, and its parents end at the list', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      let route = parseRoute(path)
      for (let i = 0; i < 3; i++) route = parentOf(route)
      expect(route).toEqual({ page: 'chats' })
    }),
  )
})
