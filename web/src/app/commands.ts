/** What can be done by name in the quick switcher, after `>`. */
import { sectionsFor } from '../features/settings/sections'
import { names } from '../i18n/language.svelte'
import type { Messages } from '../i18n/en'
import { THEMES, type Settings } from '../models/Settings.svelte'
import type { Act } from '../models/Switcher.svelte'
import type { IconName } from '../ui/icons'
import type { Route } from './routes'

/** What only the frame can do. */
export type Doing = {
  go: (route: Route) => void
  newChat: () => void
  newGroup: () => void
  newChannel: () => void
  /** Absent where no chat can be public. */
  directory: (() => void) | null
  help: () => void
  /** Do the settings of the server concern this person? */
  admin: boolean
}

/** All commands, in the words of the language on screen. */
export function commandsOf(
  t: Messages,
  settings: Pick<Settings, 'setTheme' | 'setLocale'>,
  { go, newChat, newGroup, newChannel, directory, help, admin }: Doing,
): Act<IconName>[] {
  const { switcher: say } = t
  return [
    { key: 'new', label: t.chats.new, icon: 'new_chat', run: newChat },
    { key: 'group', label: t.create.group, icon: 'people', run: newGroup },
    { key: 'channel', label: t.rights.new_channel, icon: 'megaphone', run: newChannel },
    ...(directory
      ? [{ key: 'directory', label: t.directory.title, icon: 'globe' as const, run: directory }]
      : []),
    { key: 'people', label: t.sections.people, icon: 'people', run: () => go({ page: 'people' }) },
    ...sectionsFor(admin).map((section) => ({
      key: `settings-${section}`,
      label: say.setting(t.settings[section]),
      icon: 'settings' as const,
      run: () => go({ page: 'settings', section }),
    })),
    ...THEMES.map((theme) => ({
      key: `theme-${theme}`,
      label: say.theme(t.settings[theme]),
      icon: 'palette' as const,
      run: () => settings.setTheme(theme),
    })),
    ...(['ru', 'en'] as const).map((locale) => ({
      key: `language-${locale}`,
      label: say.language(names[locale]),
      icon: 'globe' as const,
      run: () => void settings.setLocale(locale),
    })),
    { key: 'help', label: t.shortcuts.title, icon: 'info', run: help },
  ]
}
