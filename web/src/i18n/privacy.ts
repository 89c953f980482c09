/** The words of rules and blocks, which come with the two places that have them. */
import { privacy as en } from './en/privacy'
import { privacy as ru } from './ru/privacy'

export const privacy = { en, ru }
