/** The settings, page by page. */
import { button, type Screen } from './ways'

export const SETTINGS: Screen[] = [
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
  { name: 'settings-privacy', at: '/settings/privacy' },
  { name: 'settings-privacy-none', at: '/settings/privacy', scene: 'empty' },
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
    name: 'settings-delete-account',
    at: '/settings/profile',
    then: (page, t) => button(page, t.settings.delete_account).click(),
  },
  {
    name: 'settings-sign-out',
    at: '/settings/profile',
    then: (page, t) => button(page, t.settings.log_out).click(),
  },
]
