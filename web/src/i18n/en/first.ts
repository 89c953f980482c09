/** English words of what is seen at once. */
import { chat } from './chat'
import { errors } from './errors'
import { shell } from './shell'

const first = { ...shell, ...chat, errors }

export type First = typeof first
export default first
