/** What can be done with a message: the items of its menu. */
import type { MessageRow } from '../../engine/rpc'
import type { Messages } from '../../i18n/en'
import { editable } from '../../models/editable'
import type { MenuItem } from '../../ui/menu.svelte'

export type Deeds = Readonly<{
  react: (row: MessageRow, emoji: string, on: boolean) => void
  reply: (row: MessageRow) => void
  edit: (row: MessageRow) => void
  copy: (row: MessageRow) => void
  copyLink: (row: MessageRow) => void
  forward: (row: MessageRow) => void
  /** Shows whose words are forwarded. */
  author: (row: MessageRow) => void
  readers: (row: MessageRow) => void
  reactors: (row: MessageRow) => void
  /** Shows what it said before. */
  edits: (row: MessageRow) => void
  /** Chooses these options of a poll in place of others. */
  vote: (row: MessageRow, options: readonly number[]) => void
  voters: (row: MessageRow) => void
  /** Opens what is said about the message. */
  comment: (row: MessageRow) => void
  closePoll: (row: MessageRow) => void
  select: (row: MessageRow) => void
  pin: (row: MessageRow) => void
  unpin: (row: MessageRow) => void
  report: (row: MessageRow) => void
  remove: (row: MessageRow) => void
  retry: (row: MessageRow) => void
  discard: (row: MessageRow) => void
}>

/** `member`: am I in the chat; `write`: may I write here; `pin`: may I pin; `moderate`: may I delete the messages of others; `readers`: is it told who has read; `reactors`: who has reacted. */
export type Rights = Readonly<{
  member: boolean
  write: boolean
  pin: boolean
  moderate: boolean
  readers: boolean
  reactors: boolean
  /** May I read comments here, or write them too? Absent where there are none. */
  comments?: 'reads' | 'writes'
  /** May I read what messages said before? Absent where that is not kept. */
  versions?: boolean | undefined
  /** Hours in which I may change what I have written; 0: for ever. */
  editHours?: number | undefined
}>

/** May it be said again in other chats? What disappears stays, and polls, and what is not sent yet. */
export const forwardable = (row: MessageRow): boolean =>
  row.expiresAt === undefined && !row.poll && !['sending', 'queued', 'failed'].includes(row.state ?? '')

/** May this person delete it for everybody? */
export const deletable = (row: MessageRow, rights: Rights): boolean => row.own || rights.moderate

export function actions(row: MessageRow, rights: Rights, deeds: Deeds, t: Messages): MenuItem[] {
  const { message, selecting } = t
  const item = (
    label: string,
    icon: MenuItem['icon'],
    deed: Exclude<keyof Deeds, 'react' | 'author' | 'vote'>,
    danger = false,
  ): MenuItem => ({
    label,
    icon,
    danger,
    action: () => deeds[deed](row),
  })
  const pinning = ({ pinned }: MessageRow) =>
    pinned ? item(t.pins.unpin, 'pin_off', 'unpin') : item(t.pins.pin, 'pin', 'pin')
  if (row.state === 'failed') {
    return [
      item(message.retry, 'retry', 'retry'),
      item(message.copy, 'copy', 'copy'),
      item(message.discard, 'trash', 'discard', true),
    ]
  }
  if (row.deleted) return []
  const known = row.state !== 'sending' && row.state !== 'queued'
  return [
    ...(rights.write && known ? [item(message.reply, 'reply', 'reply')] : []),
    ...(known ? commenting(row, rights, deeds, t) : []),
    ...(rights.write && editable(row, rights.editHours) ? [item(message.edit, 'edit', 'edit')] : []),
    ...(known ? polling(row, rights, deeds, t) : []),
    item(message.copy, 'copy', 'copy'),
    ...(forwardable(row) ? [item(message.forward, 'forward', 'forward')] : []),
    ...(rights.pin && known ? [pinning(row)] : []),
    ...(known
      ? [item(selecting.copy_link, 'link', 'copyLink'), item(message.select, 'select', 'select')]
      : []),
    ...(rights.readers && row.own && known ? [item(selecting.readers, 'eye', 'readers')] : []),
    ...(row.reactions && rights.reactors ? [item(selecting.reactors, 'heart', 'reactors')] : []),
    ...(rights.versions && row.editedAt && known ? [item(t.edits.title, 'clock', 'edits')] : []),
    ...(rights.member && !row.own ? [item(selecting.report, 'alert', 'report')] : []),
    ...(rights.member || row.own ? [item(message.delete, 'trash', 'remove', true)] : []),
  ]
}

/** The way to the comments, if there are any or the first may be written. */
function commenting(row: MessageRow, { comments }: Rights, deeds: Deeds, t: Messages): MenuItem[] {
  if (!comments || (!row.comments && comments === 'reads')) return []
  const label = row.comments ? t.threads.view : t.threads.comment
  return [{ label, icon: 'chat', action: () => deeds.comment(row) }]
}

/** What can be done with a poll that is open. */
function polling(row: MessageRow, { member, moderate }: Rights, deeds: Deeds, t: Messages): MenuItem[] {
  const { poll } = row
  if (!poll || poll.closed || !member) return []
  const voted = poll.options.some(({ chosen }) => chosen)
  const retract = { label: t.polls.retract, icon: 'retry', action: () => deeds.vote(row, []) } as const
  const close = { label: t.polls.close, icon: 'poll', action: () => deeds.closePoll(row) } as const
  return [...(voted && !poll.quiz ? [retract] : []), ...(row.own || moderate ? [close] : [])]
}

/** What a key on a message does: one of the items of its menu, or nothing. */
export function actionOf(code: string, row: MessageRow, rights: Rights, deeds: Deeds, t: Messages) {
  const { reply, edit, copy, forward, delete: remove, discard } = t.message
  const last = row.state === 'failed' ? discard : remove
  const label = { KeyR: reply, KeyE: edit, KeyC: copy, KeyF: forward, Delete: last }[code]
  return actions(row, rights, deeds, t).find((found) => found.label === label)
}
