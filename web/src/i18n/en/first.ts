/** English words of what is seen at once. */
import { chat } from './chat'
import { shell } from './shell'

const first = { ...shell, ...chat }

export type First = typeof first
export default first
