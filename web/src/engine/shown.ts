/** People the server tells of, as this device shows them. */
import type { Person as ServerPerson } from '../api/schema'
import type { Engine } from './engine'
import type { Person } from './rpc'

/** A person as the user calls them, with whether they are here. */
export function shown(engine: Engine, { user_id, name, username }: ServerPerson): Person {
  const { online } = engine.presence.seen(user_id)
  const own = engine.replica.ownName(user_id)
  const real = name || username
  return { id: user_id, name: own || real, ...(own && { real }), username, online }
}
