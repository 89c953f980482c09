/** English words of the way in, and of refusals, which may come anywhere. */
import { auth } from './auth'
import { errors } from './errors'
import { invites } from './invites'
import { joining } from './joining'

const door = { auth, errors, invites, joining }

export type Door = typeof door
export default door
