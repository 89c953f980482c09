/** What one person thinks of a message: what the server knows, and on top of it what still waits. */
import { OWN_REACTIONS, type Message, type Reaction } from '../../api/schema'
import type { ReactionRow } from '../rpc'

/** Emoji that are to be there or not, in the order in which they were given. */
export type Wanted = Readonly<Record<string, boolean>>

/** Names that a row tells beside an emoji. */
const NAMED = 3

/** Rows that an older client has kept have no reactions. */
export const reactionsOf = (message: Message): readonly Reaction[] =>
  (message as Partial<Message>).reactions ?? []

const isMine = (reaction: Reaction, me: string, known: readonly string[]) =>
  reaction.user_ids.includes(me) ||
  (reaction.count > reaction.user_ids.length && known.includes(reaction.emoji))

/** May one's own be among those whom the row does not name? */
export const unclear = (message: Message, me: string): boolean =>
  reactionsOf(message).some(({ count, user_ids }) => count > user_ids.length && !user_ids.includes(me))

/** One's own emoji, as far as the row names them or they are known otherwise. */
export const ownEmoji = (message: Message, me: string, known: readonly string[] = []): string[] =>
  reactionsOf(message).flatMap((reaction) => (isMine(reaction, me, known) ? reaction.emoji : []))

/** One's own emoji after a change; one too many takes the place of the oldest. */
export function changed(own: readonly string[], wanted: Wanted): string[] {
  const kept = own.filter((emoji) => !(emoji in wanted))
  return [...kept, ...Object.keys(wanted).filter((emoji) => wanted[emoji])].slice(-OWN_REACTIONS)
}

/** The reactions to a message as they are shown, with what still waits. */
export function shownReactions(
  message: Message,
  wanted: Wanted,
  { me, name, known }: { me: string; name: (user: string) => string; known: readonly string[] },
): ReactionRow[] {
  const own = ownEmoji(message, me, known)
  const then = changed(own, wanted)
  const rows = reactionsOf(message).map(({ emoji, count, user_ids }) => {
    const mine = then.includes(emoji)
    const names = user_ids.filter((user) => user !== me).slice(0, NAMED)
    return { emoji, count: count + Number(mine) - Number(own.includes(emoji)), mine, names: names.map(name) }
  })
  const fresh = then.filter((emoji) => rows.every((row) => row.emoji !== emoji))
  return [...rows, ...fresh.map((emoji) => ({ emoji, count: 1, mine: true, names: [] }))].filter(
    ({ count }) => count > 0,
  )
}

/** The id right before another one: a page after it begins with whom it names. */
export function idBefore(id: string): string {
  const digits = (BigInt(`0x${id.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
