/** The Russian dictionary. */
import type { Messages } from '../en'
import { auth } from './auth'
import { chat } from './chat'
import { emoji } from './emoji'
import { errors } from './errors'
import { settings } from './settings'
import { shell } from './shell'

const ru: Messages = { ...shell, ...chat, auth, emoji, settings, errors }

export default ru
