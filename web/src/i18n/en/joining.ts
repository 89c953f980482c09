/** English words of the page behind a link into a group, and of asking to be let in. */
import { num } from '../format'
import { plural } from '../plural'

export const joining = {
  title: 'Join a group',
  invites: (name: string) => `${name} invites you`,
  members: (n: number) => `${num('en', n)} ${plural('en', n, { one: 'member', other: 'members' })}`,
  approval: 'The group decides who comes in: you ask, and its owner or an admin answers.',
  join: 'Join',
  ask: 'Ask to join',
  sign_in: 'Sign in',
  then: 'You come into the group as soon as you are signed in.',
  no_registration: 'A new account here needs an invite to the server itself. Ask whoever sent you the link.',
  expired: 'This link has expired',
  used_up: 'This link has been used up',
  revoked: 'This link was revoked',
  unknown: 'This link does not work',
  new_one: 'Ask whoever sent it for a new one.',
  incomplete: 'It may be incomplete. Ask for it again.',
  asked: 'Your request is sent',
  asked_hint:
    'You come into the group when its owner or an admin lets you in. Until then it stands under People.',
  withdraw: 'Withdraw',
  open: 'Open the chat',
}
