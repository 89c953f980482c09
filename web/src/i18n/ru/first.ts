/** Russian words of what is seen at once. */
import type { First } from '../en/first'
import { chat } from './chat'
import { shell } from './shell'

const first: First = { ...shell, ...chat }

export default first
