/** Russian words of the way in, and of refusals, which may come anywhere. */
import type { Door } from '../en/door'
import { auth } from './auth'
import { errors } from './errors'
import { invites } from './invites'
import { joining } from './joining'

const door: Door = { auth, errors, invites, joining }

export default door
