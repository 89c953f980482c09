/** What a chat tells of itself between the messages. */
import type { Role } from './rpc'

/** A typed line of the chat's own history; names are ready to show. */
export type ServiceEvent =
  | { t: 'created'; by: string; title: string; channel?: true }
  | { t: 'renamed'; by: string; title: string }
  | { t: 'added'; by: string; names: readonly string[] }
  | { t: 'removed'; by: string; names: readonly string[] }
  | { t: 'pinned'; by: string }
  | { t: 'lifetime'; by: string }
  /** Without an address the chat is public no more. */
  | { t: 'public'; by: string; address: string }
  | { t: 'joined'; names: readonly string[] }
  | { t: 'left'; names: readonly string[] }
  | { t: 'role'; by: string; name: string; role: Role }
