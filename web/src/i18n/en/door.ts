/** English words of the way in, and of refusals, which may come anywhere. */
import { auth } from './auth'
import { errors } from './errors'
import { invites } from './invites'

const door = { auth, errors, invites }

export type Door = typeof door
export default door
