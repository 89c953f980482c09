/** The menu in the head of the open chat. */
import type { ChatRow } from '../engine/rpc'
import { lang, withWords } from '../i18n/language.svelte'
import type { ChatList } from '../models/ChatList.svelte'
import { menu, type MenuItem } from '../ui/menu.svelte'
import { leads } from './dialogs.svelte'

/** @param find begins the search, where that has no button of its own */
export async function openHeadMenu(
  at: HTMLElement,
  chat: ChatRow,
  chats: ChatList,
  find: (() => void) | null,
): Promise<void> {
  const { headActions } = await withWords(import('../features/chats/actions'))
  const show = (items: readonly MenuItem[]) => menu.show(lang.t.head.menu, items, at, 'end')
  show(headActions(chat, chats, lang.t, { ...leads, menu: show, find }))
}
