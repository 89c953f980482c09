/** Russian words of what is opened by itself: sign-in, settings, what one looks for, and refusals. */
import type { Rest } from '../en/rest'
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

const rest: Rest = {
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

export default rest
