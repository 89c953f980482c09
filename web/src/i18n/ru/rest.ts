/** Russian words of what is opened by itself: sign-in, settings, what one looks for, and refusals. */
import type { Rest } from '../en/rest'
import { auth } from './auth'
import { emoji } from './emoji'
import { errors } from './errors'
import { invites } from './invites'
import { settings } from './settings'
import { switcher } from './switcher'

const rest: Rest = { auth, emoji, errors, settings, switcher, invites }

export default rest
