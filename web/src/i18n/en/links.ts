/** English words of a group's links and of those who ask to be let in. */
import { num } from '../format'
import { plural } from '../plural'

const people = (n: number) => plural('en', n, { one: 'person asks', other: 'people ask' })

export const links = {
  title: 'Invite links',
  create: 'New link',
  none: 'No links yet',
  none_hint: 'Whoever opens a link comes into the group, or asks to be let in.',
  name: 'Name',
  name_help: 'Only for this list; whoever opens the link does not see it.',
  approval: 'Ask before joining',
  registers: 'Also for those without an account on this server',
  once: 'It is shown only now: copy it or send it on before you close this.',
  made: (date: string) => `Link of ${date}`,
  uses: (n: number, of: number | null) =>
    of === null ? `Joined: ${num('en', n)}` : `Joined: ${num('en', n)} of ${num('en', of)}`,
  asks: 'asks before joining',
  opens: 'opens registration',
  over: 'expired',
  full: 'used up',
  revoke_title: 'Revoke the link?',
  revoke_hint:
    'Nobody joins by it any more, and whoever has asked by it waits no more. Those who have joined stay.',
  requests: 'Requests to join',
  waiting: (n: number) => `${num('en', n)} ${people(n)} to join`,
  nobody: 'Nobody is waiting',
  nobody_hint: 'Whoever asks to be let in appears here at once.',
  admit: 'Let in',
  refuse: 'Refuse',
  admit_whom: (name: string) => `Let in: ${name}`,
  refuse_whom: (name: string) => `Refuse: ${name}`,
  mine: 'Your requests',
  invited: 'You are invited',
  invited_by: (name: string) => `Invited by ${name}`,
  accept: 'Accept',
  decline: 'Decline',
  accept_which: (title: string) => `Accept: ${title}`,
  decline_which: (title: string) => `Decline: ${title}`,
  asked_first: (names: string) => `Asked first: ${names}`,
  wait: (date: string) => `Waiting since ${date}`,
  refused: 'The request was refused',
  dismiss: 'Remove',
  withdraw_which: (title: string) => `Withdraw the request: ${title}`,
  dismiss_which: (title: string) => `Remove: ${title}`,
}
