/** English words of a chat that is begun, of what is done with messages, and of the installed app. */
import { num } from '../format'
import { plural } from '../plural'

export const beginning = {
  title: 'New chat',
  find: 'Name or username',
  create: 'Create',
  name: 'Group name',
  members: 'Members',
  chosen: (n: number) => `Chosen: ${num('en', n)}`,
  nobody: 'Nobody found',
  nobody_hint: 'Check the spelling, or ask the person to register here.',
  nobody_else: 'Nobody else to suggest',
  nobody_else_hint: 'Find a person by name, or ask them to register here.',
}

export const selecting = {
  selection: 'Selected messages',
  unselect: 'Leave the selection',
  selected: (n: number) => `Selected: ${num('en', n)}`,
  readers: 'Who has read it',
  read_by: (n: number, of: number) => `Read by ${num('en', n)} of ${num('en', of)}`,
  no_readers: 'Nobody yet',
  reactors: 'Who has reacted',
  more_people: 'Show more',
  report: 'Report…',
  copy_link: 'Copy link',
  delete_many: (n: number) =>
    `Delete ${num('en', n)} ${plural('en', n, { one: 'message', other: 'messages' })}?`,
}

export const install = {
  title: 'Install Molva as an app',
  hint: 'It opens in a window of its own, also without a network.',
  install: 'Install',
  done: 'Molva runs as an app here.',
  by_hand: 'Your browser installs it from its own menu: “Install” or “Add to Home Screen”.',
}
