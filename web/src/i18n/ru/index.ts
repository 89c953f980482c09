/** The Russian dictionary. */
import type { Messages } from '../en'
import { auth } from './auth'
import { chat } from './chat'
import { emoji } from './emoji'
import { errors } from './errors'
import { invites } from './invites'
import { settings } from './settings'
import { shell } from './shell'
import { switcher } from './switcher'

const ru: Messages = { ...shell, ...chat, auth, emoji, settings, switcher, errors, invites }

export default ru
