/** The English dictionary; its shape is the type that every other dictionary has. */
import door from './door'
import first from './first'
import rest from './rest'

const en = { ...first, ...door, ...rest }

export type Messages = typeof en
export default en
