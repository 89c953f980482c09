/** Russian words of the way in, and of refusals, which may come anywhere. */
import type { Door } from '../en/door'
import { auth } from './auth'
import { errors } from './errors'
import { invites } from './invites'

const door: Door = { auth, errors, invites }

export default door
