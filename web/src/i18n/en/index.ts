/** The English dictionary; its shape is the type that every other dictionary has. */
import { auth } from './auth'
import { chat } from './chat'
import { emoji } from './emoji'
import { errors } from './errors'
import { invites } from './invites'
import { settings } from './settings'
import { shell } from './shell'
import { switcher } from './switcher'

const en = { ...shell, ...chat, auth, emoji, settings, switcher, errors, invites }

export type Messages = typeof en
export default en
