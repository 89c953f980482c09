/** What is said of a message when it gets the focus: who, what, when, and how far it has come. */
import type { MessageRow, PollRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import { fullDate, time } from '../../i18n/format'
import type { Locale } from '../../i18n/plural'
import { plain } from '../../richtext/plain'

/** The question and its answers, with what is known of the votes as far as one may see that. */
function asked(question: string, { options, closed }: PollRow, word: string): string {
  const results = closed || options.some(({ chosen }) => chosen)
  const answers = options.map(({ text, count }) => (results ? `${text} ${String(count)}` : text))
  return `${word}: ${question} ${answers.join('; ')}`
}

/** Who says what: all that is told of a message that has just come. */
export function said(row: MessageRow, { message: t }: Messages): string {
  const what = row.deleted ? t.deleted : row.poll ? asked(row.text, row.poll, t.poll) : plain(row.text)
  return `${row.own ? t.you : row.name}: ${what}`
}

export function spoken(row: MessageRow, messages: Messages, locale: Locale): string {
  const t = messages.message
  return [
    said(row, messages),
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
