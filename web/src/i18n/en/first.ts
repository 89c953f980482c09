/** English words of what is seen at once. */
import { chat } from './chat'
import { details } from './details'
import { shell } from './shell'

const first = { ...shell, ...chat, details }

export type First = typeof first
export default first
