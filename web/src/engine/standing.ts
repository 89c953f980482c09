/** Who is here, and how the connection stands: types only. */
import type { ServerInfo } from './asks'
import type { Me, Millis, Uuid } from './rpc'

/** Why it is still `starting`, once that lasts: the network, the server, or the disk of this device. */
export type Trouble = Readonly<{ why: 'offline' | 'unreachable' | 'busy' | 'disk'; retryAt: Millis }>

/** Who is here: one row. `ended` is a session that the server revoked. */
export type SessionRow = Readonly<{
  key: 'session'
  phase: 'starting' | 'signed-out' | 'signed-in' | 'ended'
  server: ServerInfo | null
  me: Me | null
  trouble?: Trouble | null
}>

/**
 * The state of the connection: one row. `waiting` counts the commands in the outbox. `full`: nothing can be stored on this
 * device, so there is no connection.
 */
export type ConnectionRow = Readonly<{
  key: 'connection'
  phase: 'connecting' | 'syncing' | 'online' | 'offline' | 'unreachable' | 'outdated' | 'full'
  since: Millis
  /** When the next attempt is made, while `unreachable` or `full`. */
  retryAt: Millis | null
  waiting: number
}>

/** One signed-in device of mine. */
export type DeviceRow = Readonly<{
  key: Uuid
  name: string
  address: string
  createdAt: Millis
  lastSeenAt: Millis
  current: boolean
}>
