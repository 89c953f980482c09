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
    details: 'Details',
    to_messages: 'To the conversation',
    to_composer: 'To the message field',
    theme_light: 'Light theme',
    theme_dark: 'Dark theme',
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
  shortcuts: {
    title: 'Keyboard',
    next_chat: 'Next chat',
    previous_chat: 'Previous chat',
    escape: 'Close, cancel, go to the list',
    edit_last: 'Edit the last message (empty field)',
    panes: 'Next pane',
    messages: 'Move between messages',
    actions: 'Actions of a message',
    reply_edit_delete: 'Reply, edit, copy, delete',
    newest: 'Newest message',
    theme: 'Light or dark',
    help: 'This table',
    search: 'Find a chat',
  },
}
