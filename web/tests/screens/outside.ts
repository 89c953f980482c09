/** What somebody sees who is not signed in, and the app before and after its life. */
import { button, submit, type Screen } from './ways'

export const OUTSIDE: Screen[] = [
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
