/** The Russian dictionary. */
import type { Messages } from '../en'
import first from './first'
import rest from './rest'

const ru: Messages = { ...first, ...rest }

export default ru
