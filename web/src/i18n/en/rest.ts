/** English words of what is opened by itself, beside the talk: settings, details, what one looks for. */
import { bars } from './bars'
import { beginning, install, selecting } from './beginning'
import { outbox, shortcuts } from './beside'
import { details } from './details'
import { directory } from './directory'
import { edits } from './edits'
import { emoji } from './emoji'
import { folders } from './folders'
import { formats } from './formats'
import { forwarding } from './forwarding'
import { keeping } from './keeping'
import { later } from './later'
import { lifetime } from './lifetime'
import { links } from './links'
import { mentions } from './mentions'
import { deleting, menu } from './menu'
import { pinned } from './pinned'
import { polls } from './polls'
import { previews } from './previews'
import { privacy } from './privacy'
import { reports } from './reports'
import { rights } from './rights'
import { seldom } from './seldom'
import { settings } from './settings'
import { switcher } from './switcher'
import { threads } from './threads'

const rest = {
  beginning,
  details,
  directory,
  edits,
  emoji,
  selecting,
  settings,
  switcher,
  install,
  keeping,
  menu,
  deleting,
  folders,
  outbox,
  shortcuts,
  mentions,
  lifetime,
  links,
  previews,
  privacy,
  bars,
  reports,
  rights,
  later,
  formats,
  forwarding,
  pinned,
  polls,
  threads,
  ...seldom,
}

export type Rest = typeof rest
export default rest
