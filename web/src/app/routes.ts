/** The addresses of the app, both ways: path to route and route to path. */
import { SECTIONS, type Section } from '../features/settings/sections'

export type Route =
  | { page: 'chats' }
  | { page: 'chat'; chat: string; message: string | null; info: boolean }
  /** The comments under a message, by its place in its chat. */
  | { page: 'thread'; chat: string; seq: number; message: string | null }
  | { page: 'archive' }
  | { page: 'people' }
  | { page: 'outbox' }
  | { page: 'settings'; section: Section | null }
  | { page: 'login' | 'register' | 'invite' | 'join' }
  /** No place of the app has this address. */
  | { page: 'unknown'; path: string }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function parseRoute(path: string): Route {
  const [first, second, third, fourth] = path.split('/').filter(Boolean)
  switch (first) {
    case 'c':
      if (second === undefined || !UUID.test(second)) return { page: 'chats' }
      return {
        page: 'chat',
        chat: second,
        message: third && UUID.test(third) ? third : null,
        info: third === 'info',
      }
    case 't': {
      const seq = /^[1-9]\d{0,14}$/.test(third ?? '') ? Number(third) : 0
      if (second === undefined || !UUID.test(second) || seq === 0) return { page: 'chats' }
      return { page: 'thread', chat: second, seq, message: fourth && UUID.test(fourth) ? fourth : null }
    }
    case undefined:
      return { page: 'chats' }
    case 'archive':
    case 'people':
    case 'outbox':
    case 'login':
    case 'register':
      return { page: first }
    case 'i':
      return { page: 'invite' }
    case 'j':
      return { page: 'join' }
    case 'settings':
      return { page: 'settings', section: SECTIONS.find((section) => section === second) ?? null }
    default:
      return first?.startsWith('@') && second === undefined ? { page: 'join' } : { page: 'unknown', path }
  }
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'chats':
      return '/'
    case 'chat':
      return `/c/${route.chat}${route.info ? '/info' : route.message ? `/${route.message}` : ''}`
    case 'thread':
      return `/t/${route.chat}/${String(route.seq)}${route.message ? `/${route.message}` : ''}`
    case 'settings':
      return route.section ? `/settings/${route.section}` : '/settings'
    case 'invite':
      return '/i'
    case 'join':
      return '/j'
    case 'unknown':
      return route.path
    default:
      return `/${route.page}`
  }
}

/** Where Back leads to when the page was opened at this address: one level up. */
export function parentOf(route: Route): Route {
  if (route.page === 'chat' && route.info) return { ...route, info: false }
  if (route.page === 'thread') return { page: 'chat', chat: route.chat, message: null, info: false }
  if (route.page === 'settings' && route.section) return { page: 'settings', section: null }
  return { page: 'chats' }
}
