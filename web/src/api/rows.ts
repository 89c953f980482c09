/** Rows as the engine works with them: complete, though the wire leaves out what is usual. */
import { ROW_DEFAULTS, type AnyRow } from './schema'

/** The row with every absent field filled in. */
export function complete<R extends AnyRow>(row: R): R {
  return { ...ROW_DEFAULTS[row.type], ...row }
}

/** Is `row` to take the place of `known`? Of two copies the one with the higher revision holds. */
export function newer(row: { rev: number }, known: { rev: number } | null | undefined): boolean {
  return !known || row.rev > known.rev
}

export const accountScope = (user: string) => `account:${user}`
export const chatScope = (chat: string) => `chat:${chat}`
export const marksScope = (chat: string) => `marks:${chat}`

/** What names a request to join. */
export const joinKey = ({ chat_id, user_id }: { chat_id: string; user_id: string }) => `${chat_id}:${user_id}`

/** `chat:ID` → `['chat', ID]`. */
export function splitScope(scope: string): [kind: string, id: string] {
  const colon = scope.indexOf(':')
  return [scope.slice(0, colon), scope.slice(colon + 1)]
}
