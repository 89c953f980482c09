/** English words of what is opened by itself: sign-in, settings, what one looks for, and refusals. */
import { auth } from './auth'
import { outbox, shortcuts } from './beside'
import { emoji } from './emoji'
import { errors } from './errors'
import { folders } from './folders'
import { invites } from './invites'
import { keeping } from './keeping'
import { mentions } from './mentions'
import { deleting, menu } from './menu'
import { settings } from './settings'
import { switcher } from './switcher'

const rest = {
  auth,
  emoji,
  errors,
  settings,
  switcher,
  invites,
  keeping,
  menu,
  deleting,
  folders,
  outbox,
  shortcuts,
  mentions,
}

export type Rest = typeof rest
export default rest
