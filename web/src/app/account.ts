/** The menu of one's own account: settings, theme, the way out. */
import { lang } from '../i18n/language.svelte'
import type { Settings } from '../models/Settings.svelte'
import { menu } from '../ui/menu.svelte'
import { dialogs } from './dialogs.svelte'
import { router } from './router.svelte'

/** Opens it at the button that asks for it. */
export async function accountMenu(at: Element, name: string, settings: Settings): Promise<void> {
  await lang.whole()
  const { t } = lang
  const dark = settings.dark
  menu.show(
    name,
    [
      {
        label: t.settings.profile,
        icon: 'user',
        action: () => router.go({ page: 'settings', section: 'profile' }),
      },
      {
        label: t.sections.settings,
        icon: 'settings',
        action: () => router.go({ page: 'settings', section: null }),
      },
      {
        label: dark ? t.sections.theme_light : t.sections.theme_dark,
        icon: dark ? 'sun' : 'moon',
        action: () => settings.setTheme(dark ? 'light' : 'dark'),
      },
      { label: t.shortcuts.title, icon: 'info', action: () => (dialogs.helping = true) },
      { label: t.settings.log_out, icon: 'leave', danger: true, action: () => (dialogs.leaving = true) },
    ],
    at,
  )
}
