/** The screens that are looked at and checked: name, address, scene, and what is opened on them. */
import type { Page } from '@playwright/test'

const chat = '/c/01890a5d-ac96-774b-bcce-b302099a8104'

export type Screen = { name: string; at: string; scene: string; then?: (page: Page) => Promise<void> }

async function openNewChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Новый чат|New chat/ }).click()
  await page.getByRole('dialog').waitFor()
}

export const SCREENS: Screen[] = [
  { name: 'list', at: '/', scene: 'chat' },
  { name: 'chat', at: chat, scene: 'chat' },
  { name: 'details', at: `${chat}/info`, scene: 'chat' },
  { name: 'empty', at: '/', scene: 'empty' },
  { name: 'empty-chat', at: '/c/01890a5d-ac96-774b-bcce-b302099a8105', scene: 'chat' },
  { name: 'nowhere', at: '/nonsense', scene: 'chat' },
  { name: 'gone', at: '/c/01890a5d-ac96-774b-bcce-b302099a8fff', scene: 'chat' },
  { name: 'offline', at: '/', scene: 'offline' },
  { name: 'unreachable', at: '/', scene: 'unreachable' },
  { name: 'loading', at: chat, scene: 'loading' },
  {
    name: 'login',
    at: '/login',
    scene: 'login',
    then: (page) => page.locator('button[type=submit]').click(),
  },
  { name: 'register', at: '/register', scene: 'register' },
  { name: 'welcome', at: '/', scene: 'welcome' },
  { name: 'ended', at: '/', scene: 'ended' },
  { name: 'settings', at: '/settings', scene: 'chat' },
  { name: 'appearance', at: '/settings/appearance', scene: 'chat' },
  { name: 'language', at: '/settings/language', scene: 'chat' },
  { name: 'devices', at: '/settings/devices', scene: 'chat' },
  { name: 'people', at: '/people', scene: 'chat' },
  { name: 'storage', at: '/settings/storage', scene: 'offline' },
  { name: 'outbox', at: '/outbox', scene: 'offline' },
  { name: 'outbox-empty', at: '/outbox', scene: 'chat' },
  {
    name: 'new-chat',
    at: '/',
    scene: 'chat',
    then: openNewChat,
  },
  {
    name: 'switcher',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('l')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'commands',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('>')
    },
  },
  {
    name: 'menu',
    at: chat,
    scene: 'chat',
    then: (page) => page.locator('article').last().click({ button: 'right' }),
  },
  {
    name: 'completion',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.locator('#composer').fill('@')
      await page.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'find',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.getByRole('button', { name: /^(Поиск в.чате|Search in this chat)$/ }).click()
      await page.keyboard.type('суббот')
      await page.locator('mark').first().waitFor()
    },
  },
  {
    name: 'selection',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.locator('article').last().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Space')
      await page.getByRole('toolbar').waitFor()
    },
  },
  {
    name: 'calendar',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.getByRole('button', { name: /^(Поиск в.чате|Search in this chat)$/ }).click()
      await page.getByRole('button', { name: /^(Перейти к.дате|Go to a date)$/ }).click()
      await page.getByRole('table').waitFor()
    },
  },
  {
    name: 'readers',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.locator('article').last().click({ button: 'right' })
      await page.getByRole('menuitem', { name: /Кто прочитал|Who has read it/ }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'emoji',
    at: chat,
    scene: 'chat',
    then: async (page) => {
      await page.getByRole('button', { name: /^(Эмодзи|Emoji)$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]

/** Opens a screen in a language and theme, at a fixed moment, and waits until it stands. */
export async function show(page: Page, screen: Screen, locale: string, theme: string): Promise<void> {
  await page.clock.setFixedTime(new Date(2026, 10, 21, 14, 35))
  await page.addInitScript(
    ([l, t]) => {
      localStorage.setItem('molva.locale', l ?? '')
      localStorage.setItem('molva.theme', t ?? '')
    },
    [locale, theme],
  )
  await page.goto(`/dev/app.html?scene=${screen.scene}&at=${encodeURIComponent(screen.at)}`)
  await page.locator('main, aside').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  await screen.then?.(page)
  await page.waitForLoadState('networkidle')
}
