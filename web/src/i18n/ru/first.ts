/** Russian words of what is seen at once. */
import type { First } from '../en/first'
import { chat } from './chat'
import { errors } from './errors'
import { shell } from './shell'

const first: First = { ...shell, ...chat, errors }

export default first
