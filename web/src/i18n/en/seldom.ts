/** English words of what is met seldom: first steps, people, a search, a chat that is empty, a page that is not there. */
import { num } from '../format'

export const seldom = {
  people: {
    title: 'People',
    search: 'Name or username',
    hint: 'Everybody on this server',
  },
  steps: {
    label: 'First steps',
    write: { title: 'Write to somebody', hint: 'Find a person on this server and begin to talk.' },
    invite: { title: 'Invite people', hint: 'You are alone here: send somebody a link.' },
    install: { title: 'Install Molva', hint: 'It opens in a window of its own, also without a network.' },
    later: (title: string) => `Put aside: ${title}`,
  },
  nowhere: {
    title: 'There is no such page',
    hint: 'The link may be incomplete, or what it led to has moved.',
    gone: 'This chat is not among yours',
    gone_hint: 'Perhaps it was deleted, or you are no longer in it.',
    to_list: 'To the chats',
  },
  searching: {
    field: 'Search in this chat',
    older: 'Previous match',
    newer: 'Next match',
    close: 'Close the search',
    loaded: 'Only what is on this device was searched',
    none: 'Nothing found',
    count: (at: number, n: number, more: boolean) => `${num('en', at)} of ${num('en', n)}${more ? '…' : ''}`,
  },
  empty: {
    direct: 'No messages here yet',
    hello: 'Say hello 👋',
    hello_text: 'Hello! 👋',
    group: 'The group is ready',
    group_hint: 'Add people and write the first message.',
    saved: 'Your notes, links and drafts',
    saved_hint: 'Only you see what is written here.',
  },
}
