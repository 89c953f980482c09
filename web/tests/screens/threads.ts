/** Comments under messages: the way to them, in every state, and the list of those that one follows. */
import { chat, choose, DACHA, messageMenu, type Screen } from './ways'

const under = (seq: number) => `${chat(DACHA).replace('/c/', '/t/')}/${String(seq)}`
const list = { at: '/', set: { filter: 'threads' } }

export const THREADS: Screen[] = [
  { name: 'comments-row', at: chat(DACHA), scene: 'threads' },
  { name: 'comments-menu', at: chat(DACHA), scene: 'threads', then: (page) => messageMenu(page, 3) },
  { name: 'thread', at: under(4), scene: 'threads' },
  { name: 'thread-long', at: under(5), scene: 'threads' },
  { name: 'thread-empty', at: under(1), scene: 'threads' },
  { name: 'thread-closed', at: under(7), scene: 'threads' },
  { name: 'thread-coming', at: under(4), scene: 'threads_unknown' },
  { name: 'thread-loading', at: under(4), scene: 'loading' },
  { name: 'thread-gone', at: under(99), scene: 'threads' },
  { name: 'thread-offline', at: under(99), scene: 'threads_offline' },
  { name: 'thread-menu', at: under(4), scene: 'threads', then: (page) => messageMenu(page, 0) },
  {
    name: 'thread-delete',
    at: under(4),
    scene: 'threads',
    then: (page, t) => choose(page, 0, t.message.delete),
  },
  { name: 'threads', ...list, scene: 'threads' },
  { name: 'threads-unknown', ...list, scene: 'threads_unknown' },
  { name: 'threads-offline', ...list, scene: 'threads_offline' },
  { name: 'threads-loading', ...list, scene: 'loading' },
  { name: 'threads-none', ...list },
  {
    name: 'threads-nothing',
    ...list,
    scene: 'threads',
    then: (page) => page.getByRole('search').locator('input').fill('щщщ'),
  },
]
