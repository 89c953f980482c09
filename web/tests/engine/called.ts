/** Whom a text of the test's server mentions: people are called by their ids. */
import type { Message } from '../../src/api/schema'

/** The part of a message that says whom it means. */
export function called(text: string): Pick<Message, 'mentions'> {
  const names = [...text.matchAll(/@(\w+)/g)].map(([, name = '']) => name)
  if (names.includes('all')) return { mentions: { everybody: true } }
  return { mentions: names.length > 0 ? { user_ids: names } : null }
}

/** The places of messages that mention somebody else's reader. */
export function callsOf(messages: readonly Message[], user: string): number[] {
  const means = ({ mentions, sender_id }: Message) =>
    sender_id !== user && (mentions?.everybody || mentions?.user_ids?.includes(user))
  return messages.filter(means).map(({ seq }) => seq)
}
