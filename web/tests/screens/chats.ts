/** A chat: its messages, composer, menus and dialogs. */
import {
  button,
  write,
  messageMenu,
  choose,
  find,
  lift,
  chat,
  DACHA,
  ANYA,
  STATES,
  SAVED,
  DRAFT,
  FAILED,
  LEFT,
  type Screen,
} from './ways'

export const CHATS: Screen[] = [
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
  { name: 'menu-lifted', at: chat(DACHA), touch: true, then: (page) => lift(page, -3) },
  { name: 'menu-failed', at: chat(STATES), then: (page) => messageMenu(page, 'Не ушло') },
  {
    name: 'forwarded',
    at: chat(STATES),
    then: (page) => page.getByText('Вода будет с субботы').last().scrollIntoViewIfNeeded(),
  },
  {
    name: 'link-previews',
    at: chat(STATES),
    then: async (page) => {
      await page.getByText('Погружной насос').scrollIntoViewIfNeeded()
      await write(
        page,
        'https://example.org/pumps/42?from=a-long-address-that-does-not-fit-on-a-narrow-screen',
      )
    },
  },
  {
    name: 'forward',
    at: chat(DACHA),
    then: async (page, t) => {
      await choose(page, 'шлагбаум починили', t.message.forward)
      await page.getByRole('dialog').getByRole('checkbox').nth(1).check()
    },
  },
  {
    name: 'forward-nowhere',
    at: chat(DACHA),
    then: async (page, t) => {
      await choose(page, 'шлагбаум починили', t.message.forward)
      await page.getByRole('dialog').locator('input').first().fill('такого чата нет')
      await page.getByRole('dialog').getByRole('button', { name: t.message.forward, exact: true }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'person',
    at: chat(DACHA),
    then: (page) => page.getByRole('button', { name: '@kirill' }).click(),
  },
  {
    name: 'completion-everybody',
    at: chat(DACHA),
    then: (page) => page.locator('#composer').pressSequentially('@'),
  },
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
      await button(page, t.pinned.list).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'pins-unpin-all',
    at: chat(DACHA),
    then: async (page, t) => {
      await button(page, t.pinned.list).click()
      await button(page, t.pinned.unpin_all).click()
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
      await choose(page, 'шлагбаум починили', t.selecting.reactors)
      await page.getByRole('dialog').getByText('Ольга Ким').waitFor()
    },
  },
  {
    name: 'reactors-offline',
    at: chat(DACHA),
    scene: 'offline',
    then: async (page, t) => {
      await choose(page, 'шлагбаум починили', t.selecting.reactors)
      await page.getByRole('dialog').getByRole('alert').waitFor()
    },
  },
  {
    name: 'readers',
    at: chat(DACHA),
    then: async (page, t) => {
      await choose(page, -1, t.selecting.readers)
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
    name: 'switcher-offline',
    at: chat(DACHA),
    scene: 'offline',
    then: async (page, t) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('щщщ')
      await page.getByText(t.searching.loaded).waitFor()
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
