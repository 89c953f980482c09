/** English words of rules about others, and of blocks. */
export const privacy = {
  may_write: 'Who may write to me first',
  may_add: 'Who may add me to groups',
  asks_first: 'Ask me before I am added',
  asks_first_hint: 'You are in a group only once you have accepted. Nobody is told if you decline.',
  sees_last_seen: 'Who sees when I was here',
  sees_hint: 'You see it of those alone who see it of you.',
  everybody: 'Everybody',
  contacts: 'My contacts',
  nobody: 'Nobody',
  receipts: 'Read receipts',
  receipts_hint: 'Without them neither of you sees in a direct chat what the other has read.',
  blocked: 'Blocked people',
  none: 'You have blocked nobody. To block somebody, open the details of your chat.',
  add_contact: 'Add to contacts',
  remove_contact: 'Remove from contacts',
  block: 'Block',
  block_title: (name: string) => `Block ${name}?`,
  block_hint:
    'No messages from them will arrive, and they cannot see when you are here or add you to groups. They are not told.',
  unblock: 'Unblock',
  unblock_name: (name: string) => `Unblock ${name}`,
  unblocked: (name: string) => `${name} may write to you again.`,
  is_blocked: 'You have blocked this person.',
}

export type Privacy = typeof privacy
