/** What is said of a message when it gets the focus: who, what, when, and how far it has come. */
import type { MessageRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import { fullDate, time } from '../../i18n/format'
import type { Locale } from '../../i18n/plural'
import { plain } from '../../richtext/plain'

export function spoken(row: MessageRow, { message: t }: Messages, locale: Locale): string {
  return [
    `${row.own ? t.you : row.name}: ${row.deleted ? t.deleted : plain(row.text)}`,
    row.forward ? `${t.forwarded}: ${row.forward.name}` : '',
    row.reactions
      ? t.reactions(row.reactions.map(({ emoji, count }) => `${emoji} ${String(count)}`).join(', '))
      : '',
    row.means ? t.means : '',
    row.edited ? t.edited_at : '',
    time(locale, row.at),
    row.state ? t[row.state] : '',
    row.expiresAt ? `${t.expires} ${fullDate(locale, row.expiresAt)}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}
