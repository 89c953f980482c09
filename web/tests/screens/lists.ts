/** The list of chats and what opens from it. */
import {
  button,
  offerInstall,
  newChat,
  newGroup,
  chatMenu,
  pullAside,
  ANYA,
  DACHA,
  STATES,
  type Screen,
} from './ways'

export const LISTS: Screen[] = [
  { name: 'list', at: '/' },
  { name: 'list-compact', at: '/', set: { density: 'compact', clock: '12' } },
  { name: 'list-loading', at: '/', scene: 'loading' },
  { name: 'list-new', at: '/', scene: 'new', then: offerInstall },
  { name: 'list-alone', at: '/', scene: 'alone', then: offerInstall },
  { name: 'list-empty', at: '/', scene: 'empty' },
  { name: 'list-connecting', at: '/', scene: 'connecting' },
  { name: 'list-offline', at: '/', scene: 'offline' },
  { name: 'list-unreachable', at: '/', scene: 'unreachable' },
  { name: 'list-no-room', at: '/', scene: 'no_room' },
  {
    name: 'list-unread',
    at: '/',
    then: (page, t) => page.getByRole('radio').filter({ hasText: t.chats.unread }).click(),
  },
  { name: 'list-nothing', at: '/', then: (page) => page.getByRole('search').locator('input').fill('щщщ') },
  { name: 'list-archive', at: '/archive' },
  { name: 'list-archive-empty', at: '/archive', scene: 'empty' },
  { name: 'list-menu', at: '/', then: (page) => chatMenu(page, DACHA) },
  {
    name: 'list-menu-mute',
    at: '/',
    then: async (page, t) => {
      await chatMenu(page, DACHA, t.menu.mute_for)
      await page.getByRole('menuitem', { name: t.menu.mute_forever }).waitFor()
    },
  },
  { name: 'list-menu-leave', at: '/', then: (page, t) => chatMenu(page, STATES, t.menu.leave) },
  { name: 'list-menu-delete', at: '/', then: (page, t) => chatMenu(page, ANYA, t.deleting.chat) },
  { name: 'list-swiped', at: '/', touch: true, then: (page) => pullAside(page, DACHA, 90) },
  { name: 'list-swiped-back', at: '/', touch: true, then: (page) => pullAside(page, DACHA, -200) },
  { name: 'nowhere', at: '/nonsense' },
  { name: 'outbox', at: '/outbox', scene: 'offline' },
  { name: 'outbox-empty', at: '/outbox' },
  { name: 'people', at: '/people' },
  {
    name: 'people-nobody',
    at: '/people',
    then: (page) => page.getByRole('search').locator('input').fill('щщщ'),
  },
  { name: 'people-offline', at: '/people', scene: 'offline' },
  { name: 'new-chat', at: '/', then: newChat },
  { name: 'new-chat-offline', at: '/', scene: 'offline', then: newChat },
  { name: 'new-group', at: '/', then: newGroup },
  {
    name: 'new-group-name',
    at: '/',
    then: async (page, t) => {
      await newGroup(page, t)
      await button(page, t.create.next).click()
      await button(page, t.beginning.create).click()
    },
  },
]
