/** English words of the details of a chat. */
import { num } from '../format'
import { plural } from '../plural'

const people = (n: number) => `${num('en', n)} ${plural('en', n, { one: 'member', other: 'members' })}`

export const details = {
  notifications: 'Notifications',
  title: 'Details',
  username: 'Username',
  members: 'Members',
  members_count: people,
  more: (n: number) => `${num('en', n)} more`,
  you: 'you',
  write: 'Write',
  add: 'Add members',
  rename: 'Rename the group',
  name: 'Group name',
  find: 'Search',
  find_member: 'Find a member',
  nobody_found: 'Nobody found',
  found_here: 'Without a connection only those who are on this device are found.',
  not_searched: 'The search did not reach the server.',
  no_more_members: 'The rest of the list did not come.',
  copy_username: 'Copy the username',
  member_actions: (name: string) => `Actions: ${name}`,
  make_admin: 'Make admin',
  make_member: 'Take admin rights away',
  remove: 'Remove from the group',
  remove_title: (name: string) => `Remove ${name} from the group?`,
  remove_hint: 'They stop seeing the conversation at once.',
  leave: 'Leave the group',
  leave_title: 'Leave the group?',
  leave_hint: 'You will no longer see this conversation. Somebody in the group can add you again.',
  delete: 'Delete the group',
  delete_title: (title: string) => `Delete the group “${title}”?`,
  delete_hint: 'All its messages disappear for everybody, for ever.',
  general: 'Everybody on this server is in this chat.',
  copied: 'Copied',
}
