/** English words of what is opened by itself: sign-in, settings, and what one looks for. */
import { auth } from './auth'
import { emoji } from './emoji'
import { invites } from './invites'
import { settings } from './settings'
import { switcher } from './switcher'

const rest = { auth, emoji, settings, switcher, invites }

export type Rest = typeof rest
export default rest
