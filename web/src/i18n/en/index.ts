/** The English dictionary; its shape is the type that every other dictionary has. */
import first from './first'
import rest from './rest'

const en = { ...first, ...rest }

export type Messages = typeof en
export default en
