/** Who has written what was forwarded: their card, if they are known here. */
import type { Engine, MessageRow } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'
import { refused } from '../models/refused'
import { toasts } from '../ui/toasts.svelte'
import { dialogs } from './dialogs.svelte'

export async function showAuthor(
  engine: Engine,
  { from, name }: NonNullable<MessageRow['forward']>,
): Promise<void> {
  const [answer] = await Promise.all([engine.ask('person', { user: from, name }), lang.whole()])
  if (refused(answer) || !answer.ok) return
  if (answer.value) dialogs.person = answer.value.username
  else toasts.show(lang.t.forwarding.unknown(name))
}
