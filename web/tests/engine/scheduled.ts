/** What is to be sent later on the small server. */
import type { AnyCommand, ScheduledMessage } from '../../src/api/schema'

type Type =
  'schedule_message' | 'change_scheduled_message' | 'cancel_scheduled_message' | 'send_scheduled_message'
export type ScheduleCommand = Extract<AnyCommand, { type: Type }>

export const aboutScheduled = (command: AnyCommand): command is ScheduleCommand =>
  command.type === 'schedule_message' || command.type.endsWith('_scheduled_message')

export class ScheduleBoard {
  #all = new Map<string, Map<string, ScheduledMessage>>()

  /** A person's scheduled messages, tombstones included. */
  of(user: string): ScheduledMessage[] {
    return [...(this.#all.get(user)?.values() ?? [])]
  }

  find(user: string, id: string): ScheduledMessage | undefined {
    return this.#all.get(user)?.get(id)
  }

  /** The texts of what waits, by their moments. */
  shown(user: string): string {
    const there = this.of(user).filter(({ deleted }) => !deleted)
    return there.map(({ text, due_at }) => `${String(text)} ${String(due_at)}`).join(', ')
  }

  /** The row as it is after a command; the very same if nothing changed. */
  do(user: string, command: ScheduleCommand, rev: number, now: number): ScheduledMessage {
    const known = this.find(user, command.id)
    if (command.type === 'schedule_message') {
      if (known) return known
      if (command.due_at < now - 60_000) throw new Error('moment_passed')
      const { id, chat_id, text, due_at } = command
      const rest = { reply_to: command.reply_to ?? null, failed: null, deleted: false }
      return this.put(user, { type: 'scheduled_message', id, chat_id, rev, text, due_at, ...rest })
    }
    if (!known || (known.deleted && command.type === 'change_scheduled_message'))
      throw new Error('scheduled_message_not_found')
    if (known.deleted) return known
    if (command.type !== 'change_scheduled_message')
      return this.put(user, { ...known, rev, text: '', deleted: true })
    const { text, due_at } = command
    if (due_at != null && due_at < now - 60_000) throw new Error('moment_passed')
    return this.put(user, { ...known, rev, text: text ?? known.text, due_at: due_at ?? known.due_at })
  }

  put(user: string, row: ScheduledMessage): ScheduledMessage {
    this.#all.set(user, (this.#all.get(user) ?? new Map<string, ScheduledMessage>()).set(row.id, row))
    return row
  }
}
