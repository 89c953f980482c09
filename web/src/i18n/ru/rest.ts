/** Russian words of what is opened by itself: sign-in, settings, and what one looks for. */
import type { Rest } from '../en/rest'
import { auth } from './auth'
import { emoji } from './emoji'
import { invites } from './invites'
import { settings } from './settings'
import { switcher } from './switcher'

const rest: Rest = { auth, emoji, settings, switcher, invites }

export default rest
