/** English words of the frame: sections, common buttons, the connection. */
import { countdown, num } from '../format'
import { plural } from '../plural'

export const shell = {
  common: {
    cancel: 'Cancel',
    save: 'Save',
    close: 'Close',
    back: 'Back',
    retry: 'Try again',
    remove: 'Remove',
    loading: 'Loading…',
    reload: 'Reload this part',
    broken: 'Something broke here',
    optional: 'optional',
  },
  sections: {
    label: 'Sections',
    chats: 'Chats',
    people: 'People',
    settings: 'Settings',
    settings_short: 'Settings',
    details: 'Details',
    to_messages: 'To the conversation',
    to_composer: 'To the message field',
    theme_light: 'Light theme',
    theme_dark: 'Dark theme',
    account: (name: string) => `Account: ${name}`,
    resize: 'Width of the chat list',
  },
  connection: {
    connecting: 'Connecting…',
    syncing: 'Updating…',
    offline_title: 'No network',
    offline: 'No network.',
    unreachable: (seconds: number) => `The server does not answer. Next try in ${countdown(seconds)}`,
    unreachable_now: 'The server does not answer.',
    now: 'Try now',
    waiting: (n: number) =>
      `${num('en', n)} ${plural('en', n, { one: 'message is', other: 'messages are' })} waiting to be sent`,
    outdated: 'A new version is needed',
    outdated_hint: 'The server has moved on. Reload the page to get the current version.',
    update: 'Reload',
  },
  release: {
    update_ready: 'A new version is ready',
    update_now: 'Update',
  },
  starting: {
    offline: { title: 'No network', hint: 'Molva opens as soon as there is one.' },
    unreachable: {
      title: 'The server does not answer',
      hint: 'It may be starting, or the way to it is broken. This page goes on by itself.',
    },
    busy: {
      title: 'The server is getting ready',
      hint: 'It answers, but cannot work yet. This page goes on by itself.',
    },
    disk: {
      title: 'The data on this device does not open',
      hint: 'The browser may be out of space, or not allowed to store anything.',
    },
    next: (seconds: number) => `Next try in ${countdown(seconds)}`,
    trying: 'Trying…',
  },
}
