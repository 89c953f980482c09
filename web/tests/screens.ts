/** The screens that are looked at and checked: name, address, scene, and what is opened on them. */
import type { Page } from '@playwright/test'

import { distort } from '../dev/pseudo'
import type { Messages } from '../src/i18n/en'
import en from '../src/i18n/en'
import ru from '../src/i18n/ru'

const id = (n: number) => `01890a5d-ac96-774b-bcce-b302099a8${n.toString(16).padStart(3, '0')}`
const chat = (n: number) => `/c/${id(n)}`

/** Chats of the small world. */
const [DACHA, ANYA, STATES, SAVED, DRAFT, FAILED, LEFT] = [260, 261, 265, 269, 270, 276, 280]

export const WORDS: Record<string, Messages> = { ru, en }

export type Screen = Readonly<{
  name: string
  at: string
  /** Another page of development than the app. */
  page?: 'stories'
  /** The state that the small world is in; a conversation if it is not named. */
  scene?: string
  /** What is chosen in the settings beside theme and size. */
  set?: Readonly<Record<string, string>>
  /** Opens what the screen is about. */
  then?: (page: Page, t: Messages) => Promise<unknown>
}>

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const submit = (page: Page) => page.locator('button[type=submit]').click()
const write = (page: Page, text: string) => page.locator('#composer').fill(text)

async function messageMenu(page: Page, which: string | number) {
  const messages = page.locator('article')
  const one = typeof which === 'number' ? messages.nth(which) : messages.filter({ hasText: which }).first()
  await one.locator('.bubble').click({ button: 'right' })
  await page.getByRole('menu').waitFor()
}

async function choose(page: Page, which: string | number, item: string) {
  await messageMenu(page, which)
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Begins the search in a chat; a narrow head has it in its menu. */
async function find(page: Page, t: Messages) {
  const direct = button(page, t.find.find)
  if (await direct.isVisible()) return direct.click()
  await button(page, t.head.menu).click()
  await page.getByRole('menuitem', { name: t.find.find, exact: true }).click()
}

async function memberMenu(page: Page, t: Messages, item?: string) {
  await button(page, t.details.member_actions('Ольга Ким')).click()
  if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** The browser says that it would install the app. */
const offerInstall = (page: Page) => page.evaluate(() => dispatchEvent(new Event('beforeinstallprompt')))

async function newChat(page: Page, t: Messages) {
  await page.getByRole('button', { name: t.chats.new }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function newGroup(page: Page, t: Messages) {
  await newChat(page, t)
  await button(page, t.create.group).click()
  await page.getByRole('dialog').getByText('Ольга Ким').click()
}

async function chatMenu(page: Page, which: number, item?: string) {
  await page.locator(`ul.rows a[href="${chat(which)}"]`).click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  if (item) await page.getByRole('menuitem', { name: item, exact: true }).click()
}

const LISTS: Screen[] = [
  { name: 'list', at: '/' },
  { name: 'list-compact', at: '/', set: { density: 'compact', clock: '12' } },
  { name: 'list-loading', at: '/', scene: 'loading' },
  { name: 'list-new', at: '/', scene: 'new', then: offerInstall },
  { name: 'list-alone', at: '/', scene: 'alone', then: offerInstall },
  { name: 'list-empty', at: '/', scene: 'empty' },
  { name: 'list-connecting', at: '/', scene: 'connecting' },
  { name: 'list-offline', at: '/', scene: 'offline' },
  { name: 'list-unreachable', at: '/', scene: 'unreachable' },
  {
    name: 'list-unread',
    at: '/',
    then: (page, t) => page.getByRole('radio').filter({ hasText: t.chats.unread }).click(),
  },
  { name: 'list-nothing', at: '/', then: (page) => page.getByRole('search').locator('input').fill('щщщ') },
  { name: 'list-archive', at: '/archive' },
  { name: 'list-archive-empty', at: '/archive', scene: 'empty' },
  { name: 'list-menu', at: '/', then: (page) => chatMenu(page, DACHA) },
  { name: 'list-menu-mute', at: '/', then: (page, t) => chatMenu(page, DACHA, t.menu.mute_for) },
  { name: 'list-menu-leave', at: '/', then: (page, t) => chatMenu(page, STATES, t.menu.leave) },
  { name: 'nowhere', at: '/nonsense' },
  { name: 'outbox', at: '/outbox', scene: 'offline' },
  { name: 'outbox-empty', at: '/outbox' },
  { name: 'people', at: '/people' },
  {
    name: 'people-nobody',
    at: '/people',
    then: (page) => page.getByRole('search').locator('input').fill('щщщ'),
  },
  { name: 'new-chat', at: '/', then: newChat },
  { name: 'new-group', at: '/', then: newGroup },
  {
    name: 'new-group-name',
    at: '/',
    then: async (page, t) => {
      await newGroup(page, t)
      await button(page, t.create.next).click()
      await button(page, t.create.create).click()
    },
  },
]

const CHATS: Screen[] = [
  { name: 'chat', at: chat(DACHA) },
  { name: 'chat-states', at: chat(STATES) },
  {
    name: 'chat-states-start',
    at: chat(STATES),
    then: (page) => page.locator('article').first().scrollIntoViewIfNeeded(),
  },
  { name: 'chat-one-side', at: chat(DACHA), set: { bubbles: 'left' } },
  { name: 'chat-one-side-states', at: chat(STATES), set: { bubbles: 'left', clock: '12' } },
  { name: 'chat-direct', at: chat(ANYA) },
  { name: 'chat-saved', at: chat(SAVED) },
  { name: 'chat-draft', at: chat(DRAFT) },
  { name: 'chat-group-empty', at: chat(FAILED) },
  { name: 'chat-left', at: chat(LEFT) },
  { name: 'chat-gone', at: chat(4_095) },
  { name: 'chat-loading', at: chat(DACHA), scene: 'loading' },
  { name: 'chat-offline', at: chat(DACHA), scene: 'offline' },
  { name: 'menu-theirs', at: chat(DACHA), then: (page) => messageMenu(page, 'шлагбаум починили') },
  { name: 'menu-own', at: chat(DACHA), then: (page) => messageMenu(page, -1) },
  { name: 'menu-failed', at: chat(STATES), then: (page) => messageMenu(page, 'Не ушло') },
  {
    name: 'delete-chat',
    at: chat(ANYA),
    then: async (page, t) => {
      await button(page, t.head.menu).click()
      await page.getByRole('menuitem', { name: t.deleting.chat }).click()
    },
  },
  {
    name: 'clear-group',
    at: chat(DACHA),
    then: async (page, t) => {
      await button(page, t.head.menu).click()
      await page.getByRole('menuitem', { name: t.deleting.clear }).click()
    },
  },
  {
    name: 'chat-menu',
    at: chat(SAVED),
    then: (page, t) => button(page, t.head.menu).click(),
  },
  {
    name: 'pins',
    at: chat(DACHA),
    then: async (page, t) => {
      await button(page, t.pins.list).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'pins-unpin-all',
    at: chat(DACHA),
    then: async (page, t) => {
      await button(page, t.pins.list).click()
      await button(page, t.pins.unpin_all).click()
    },
  },
  { name: 'tools', at: chat(DACHA), then: (page) => page.locator('article').nth(-3).hover() },
  {
    name: 'reply',
    at: chat(DACHA),
    then: (page, t) => choose(page, 'шлагбаум починили', t.message.reply),
  },
  { name: 'edit', at: chat(DACHA), then: (page, t) => choose(page, 'Отлично', t.message.edit) },
  { name: 'delete', at: chat(DACHA), then: (page, t) => choose(page, 'Отлично', t.message.delete) },
  {
    name: 'composer-long',
    at: chat(DACHA),
    then: (page) => write(page, 'Очень длинное сообщение. '.repeat(180)),
  },
  {
    name: 'composer-marks',
    at: chat(DACHA),
    then: async (page) => {
      await write(page, 'жирный **шрифт** и `код`')
      await page.locator('#composer').selectText()
    },
  },
  {
    name: 'composer-people',
    at: chat(DACHA),
    then: async (page) => {
      await write(page, '@')
      await page.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'emoji',
    at: chat(DACHA),
    then: async (page, t) => {
      await button(page, t.emoji.open).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'find',
    at: chat(DACHA),
    then: async (page, t) => {
      await find(page, t)
      await page.keyboard.type('суббот')
      await page.locator('mark').first().waitFor()
    },
  },
  {
    name: 'selection',
    at: chat(DACHA),
    then: async (page) => {
      await page.locator('article').last().focus()
      for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key)
      await page.getByRole('toolbar').waitFor()
    },
  },
  {
    name: 'calendar',
    at: chat(DACHA),
    then: async (page, t) => {
      await find(page, t)
      await button(page, t.timeline.calendar).click()
      await page.getByRole('table').waitFor()
    },
  },
  {
    name: 'reactors',
    at: chat(DACHA),
    then: async (page, t) => {
      await choose(page, 'шлагбаум починили', t.message.reactors)
      await page.getByRole('dialog').getByText('Ольга Ким').waitFor()
    },
  },
  {
    name: 'readers',
    at: chat(DACHA),
    then: async (page, t) => {
      await choose(page, -1, t.message.readers)
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'switcher',
    at: chat(DACHA),
    then: async (page) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('l')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'switcher-commands',
    at: chat(DACHA),
    then: async (page) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('>')
    },
  },
  {
    name: 'account',
    at: '/',
    then: async (page) => {
      await page.locator('button[aria-haspopup=menu]').first().click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'keys',
    at: chat(DACHA),
    then: async (page) => {
      await page.locator('article').last().focus()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
]

const DETAILS: Screen[] = [
  { name: 'details-group', at: `${chat(DACHA)}/info` },
  { name: 'details-direct', at: `${chat(ANYA)}/info` },
  { name: 'details-saved', at: `${chat(SAVED)}/info` },
  { name: 'details-left', at: `${chat(LEFT)}/info` },
  { name: 'details-loading', at: `${chat(DACHA)}/info`, scene: 'crowd-waits' },
  { name: 'details-failed', at: `${chat(DACHA)}/info`, scene: 'crowd-fails' },
  {
    name: 'details-crowd',
    at: `${chat(DACHA)}/info`,
    scene: 'crowd',
    then: (page) => page.getByRole('listitem').filter({ hasText: 'Участник 40' }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'details-find',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => page.getByRole('textbox', { name: t.details.find_member }).fill('ол'),
  },
  {
    name: 'details-find-nobody',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => page.getByRole('textbox', { name: t.details.find_member }).fill('щщщ'),
  },
  { name: 'details-member', at: `${chat(DACHA)}/info`, then: (page, t) => memberMenu(page, t) },
  {
    name: 'details-remove',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => memberMenu(page, t, t.details.remove),
  },
  {
    name: 'details-rename',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.details.rename).click(),
  },
  { name: 'details-add', at: `${chat(DACHA)}/info`, then: (page, t) => button(page, t.details.add).click() },
  {
    name: 'details-leave',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.details.leave).click(),
  },
]

const SETTINGS: Screen[] = [
  { name: 'settings', at: '/settings' },
  { name: 'settings-profile', at: '/settings/profile' },
  { name: 'settings-appearance', at: '/settings/appearance' },
  { name: 'settings-chats', at: '/settings/chats', set: { clock: '12' } },
  { name: 'settings-keyboard', at: '/settings/keyboard' },
  { name: 'settings-about', at: '/settings/about' },
  {
    name: 'settings-password',
    at: '/settings/profile',
    then: async (page, t) => {
      await button(page, t.settings.change_password).click()
      await page.locator('input[name=current]').fill('not this one')
      await page.locator('input[name=password]').fill('another long phrase')
      await button(page, t.common.save).last().click()
    },
  },
  { name: 'settings-language', at: '/settings/language' },
  { name: 'settings-devices', at: '/settings/devices' },
  { name: 'settings-storage', at: '/settings/storage', scene: 'offline' },
  {
    name: 'settings-device-end',
    at: '/settings/devices',
    then: (page, t) => page.getByRole('button', { name: t.settings.end_title('Safari, iPhone') }).click(),
  },
  { name: 'settings-invites', at: '/settings/invites' },
  { name: 'settings-invites-none', at: '/settings/invites', scene: 'empty' },
  { name: 'settings-invites-loading', at: '/settings/invites', scene: 'loading' },
  { name: 'settings-invites-offline', at: '/settings/invites', scene: 'offline' },
  { name: 'settings-invites-member', at: '/settings/invites', scene: 'member' },
  {
    name: 'settings-invites-link',
    at: '/settings/invites',
    then: async (page, t) => {
      await button(page, t.invites.create).click()
      await page.getByRole('img', { name: t.invites.qr }).waitFor()
    },
  },
  {
    name: 'settings-invites-revoke',
    at: '/settings/invites',
    then: (page, t) => button(page, t.invites.revoke).first().click(),
  },
  {
    name: 'settings-sign-out',
    at: '/settings/profile',
    then: (page, t) => button(page, t.settings.log_out).click(),
  },
]

const OUTSIDE: Screen[] = [
  { name: 'sign-in', at: '/login', scene: 'login' },
  { name: 'sign-in-empty', at: '/login', scene: 'login', then: submit },
  {
    name: 'sign-in-refused',
    at: '/login',
    scene: 'login',
    then: async (page) => {
      await page.locator('input[name=username]').fill('kirill')
      await page.locator('input[name=password]').fill('wrong horse')
      await submit(page)
      await page.getByRole('alert').first().waitFor()
    },
  },
  { name: 'register', at: '/register', scene: 'register' },
  { name: 'register-empty', at: '/register', scene: 'register', then: submit },
  { name: 'register-closed', at: '/register', scene: 'closed' },
  ...['works', 'expired', 'used_up', 'invite_not_found', 'offline'].map((state) => ({
    name: `invite-${state.replaceAll('_', '-')}`,
    at: `/i#${state}`,
    scene: 'invited',
  })),
  { name: 'invite-open', at: '/i#expired', scene: 'register' },
  { name: 'invite-closed', at: '/i#works', scene: 'closed' },
  { name: 'invite-waiting', at: '/i#works', scene: 'lone' },
  {
    name: 'invite-register',
    at: '/i#works',
    scene: 'invited',
    then: (page, t) => button(page, t.auth.register).click(),
  },
  { name: 'welcome', at: '/', scene: 'welcome' },
  {
    name: 'welcome-owner',
    at: '/',
    scene: 'welcome',
    then: (page, t) => button(page, t.auth.begin).click(),
  },
  {
    name: 'welcome-server',
    at: '/',
    scene: 'welcome',
    then: async (page, t) => {
      await button(page, t.auth.begin).click()
      await page.locator('input[name=name]').fill('Кирилл Романов')
      await page.locator('input[name=username]').fill('kirill')
      await page.locator('input[name=password]').fill('correct horse battery')
      await submit(page)
      await page.getByText(t.auth.who).waitFor()
    },
  },
  { name: 'ended', at: '/', scene: 'ended' },
  { name: 'outdated', at: '/', scene: 'outdated' },
  { name: 'starting', at: '/', scene: 'starting' },
  { name: 'starting-unready', at: '/', scene: 'unready' },
  { name: 'starting-lost', at: '/', scene: 'lost' },
  { name: 'starting-full', at: '/', scene: 'full' },
]

const STORIES: Screen[] = [
  { name: 'stories', at: '/', page: 'stories' },
  ...['confirm', 'dialog', 'modal', 'menu'].map((what) => ({
    name: `stories-${what}`,
    at: '/',
    page: 'stories' as const,
    then: (page: Page) => page.locator(`[data-open=${what}]`).click(),
  })),
]

export const SCREENS: Screen[] = [...LISTS, ...CHATS, ...DETAILS, ...SETTINGS, ...OUTSIDE, ...STORIES]

/** Waits until the page has not changed for a while, and its fonts are there. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const QUIET_MS = 200
    await new Promise<void>((done) => {
      let timer = setTimeout(done, QUIET_MS)
      const again = () => {
        clearTimeout(timer)
        timer = setTimeout(done, QUIET_MS)
      }
      new MutationObserver(again).observe(document, { subtree: true, childList: true, attributes: true })
      new PerformanceObserver(again).observe({ type: 'resource' })
    })
    await document.fonts.ready
  })
}

/** How a screen is shown beside language and theme: size of text; every word longer and accented; from right to left. */
export type Look = Readonly<{ scale?: number; pseudo?: boolean; rtl?: boolean }>

/** Opens a screen in a language and theme, at a fixed moment, and waits until it stands. */
export async function show(
  page: Page,
  screen: Screen,
  locale: string,
  theme: string,
  { scale = 1, pseudo = false, rtl = false }: Look = {},
): Promise<void> {
  await page.clock.setFixedTime(new Date(2026, 10, 21, 14, 35))
  const { scene = 'chat', at, set = {} } = screen
  const asked = new URLSearchParams({ ...set, scene, at, locale, theme, scale: String(scale) })
  if (screen.page) asked.set('page', screen.page)
  if (pseudo) asked.set('pseudo', '1')
  if (rtl) asked.set('rtl', '1')
  await page.goto(`/dev/?${asked.toString()}`)
  await page.locator('main, aside').first().waitFor()
  if (screen.then) await settle(page)
  const words = WORDS[locale] ?? en
  await screen.then?.(page, pseudo ? distort(words) : words)
  await settle(page)
}
