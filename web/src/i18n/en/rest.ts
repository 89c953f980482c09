/** English words of what is opened by itself: sign-in, settings, what one looks for, and refusals. */
import { auth } from './auth'
import { emoji } from './emoji'
import { errors } from './errors'
import { invites } from './invites'
import { settings } from './settings'
import { switcher } from './switcher'

const rest = { auth, emoji, errors, settings, switcher, invites }

export type Rest = typeof rest
export default rest
