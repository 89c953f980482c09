/** People as they are shown: types only. */
import type { Millis, Role, UserId } from './rpc'

export type MemberRow = Readonly<{
  key: UserId
  name: string
  /** The person's own name, where `name` is the user's for them. */
  real?: string
  username: string
  role: Role
  online: boolean
  lastSeenAt: Millis | null
  me: boolean
}>

/** `real`: the person's own name, where `name` is the user's for them. */
export type Person = Readonly<{ id: UserId; name: string; real?: string; username: string; online: boolean }>

/** Who has read a message. */
export type ReaderRow = Person & Readonly<{ key: UserId }>

/** `admin`: owns the server or helps its owner; `bannedUntil`: may send nothing before that moment. */
export type Me = Readonly<{
  id: UserId
  name: string
  username: string
  admin: boolean
  bannedUntil?: Millis
}>
