/** The Russian dictionary. */
import type { Messages } from '../en'
import door from './door'
import first from './first'
import rest from './rest'

const ru: Messages = { ...first, ...door, ...rest }

export default ru
