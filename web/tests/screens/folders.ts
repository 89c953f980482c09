/** Folders: above the list, in the menu of a chat, in the settings. */
import { button, chatMenu, DACHA, id, type Screen } from './ways'

const [DACHA_FOLDER, EMPTY_FOLDER] = [id(501), id(502)]
const scene = 'folders'

export const FOLDERS: Screen[] = [
  { name: 'list-folders', at: '/', scene },
  { name: 'list-folder', at: '/', scene, set: { filter: DACHA_FOLDER } },
  { name: 'list-folder-empty', at: '/', scene, set: { filter: EMPTY_FOLDER } },
  {
    name: 'list-menu-folders',
    at: '/',
    scene,
    then: async (page, t) => {
      await chatMenu(page, DACHA, t.folders.put)
      await page.getByRole('menuitem', { name: t.folders.make, exact: true }).waitFor()
    },
  },
  {
    name: 'folder-new',
    at: '/',
    then: async (page, t) => {
      await chatMenu(page, DACHA, t.folders.put)
      await page.getByRole('menuitem', { name: t.folders.make, exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'settings-folders', at: '/settings/folders', scene },
  { name: 'settings-folders-none', at: '/settings/folders' },
  { name: 'settings-folders-loading', at: '/settings/folders', scene: 'loading' },
  {
    name: 'settings-folder-nameless',
    at: '/settings/folders',
    scene,
    then: async (page, t) => {
      await page.getByRole('button', { name: t.folders.edit_this('Дача') }).click()
      await page.getByRole('textbox', { name: t.folders.name }).fill('')
      await page.getByRole('dialog').getByRole('checkbox').last().check()
      await button(page, t.common.save).click()
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'settings-folder-delete',
    at: '/settings/folders',
    scene,
    then: (page, t) => button(page, t.folders.delete_this('Дача')).click(),
  },
]
