/** What is told of a message to whoever rests on its time: when it was written and changed, and when it goes. */
import type { MessageRow } from '../../engine/rpc'
import { fullDate } from '../../i18n/format'
import { lang } from '../../i18n/language.svelte'

/** @param kept is what it said before kept for others to read? */
export function info({ at, editedAt, expiresAt }: MessageRow, kept: boolean): string {
  const { t, locale } = lang
  return [
    fullDate(locale, at),
    editedAt ? t.edits.when(fullDate(locale, editedAt)) : '',
    editedAt && kept ? t.edits.kept : '',
    expiresAt ? `${t.message.expires} ${fullDate(locale, expiresAt)}` : '',
  ]
    .filter(Boolean)
    .join('\n')
}
