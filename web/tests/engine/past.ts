/** A page of the past, as the small server tells it. */
import type { AnyCommand, Member, Message } from '../../src/api/schema'

type Ask = Extract<AnyCommand, { type: 'get_history' }>

/** @param all what the asker may see, oldest first */
export function page(
  all: readonly Message[],
  { members, rev }: { members: Map<string, Member>; rev: number },
  ask: Ask,
) {
  const { before, after, around_id, around_at, limit = 50 } = ask
  const named = around_id == null ? null : all.find((message) => message.id === around_id)
  if (named === undefined) throw new Error('message_not_found')
  const then = around_at == null ? null : (all.find(({ sent_at }) => sent_at >= around_at) ?? all.at(-1))
  const around = named?.seq ?? then?.seq ?? ask.around
  let messages = all.slice(-limit)
  if (before != null) messages = all.filter((message) => message.seq < before).slice(-limit)
  else if (after != null) messages = all.filter((message) => message.seq > after).slice(0, limit)
  else if (around != null) {
    const middle = all.findIndex((message) => message.seq >= around)
    messages = all.slice(Math.max(0, middle - Math.floor(limit / 2))).slice(0, limit)
  }
  const at_start = messages[0] === all[0]
  const at_end = messages[messages.length - 1] === all[all.length - 1]
  const quoted = messages.flatMap(({ reply_to }) => all.find((message) => message.seq === reply_to) ?? [])
  return { messages, members: [...members.values()], quoted, at_start, at_end, rev }
}
