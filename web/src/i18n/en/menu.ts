/** English words of what is done with a whole chat: its menu, what it asks before it deletes. */
export const menu = {
  label: (title: string) => `Chat: ${title}`,
  new_tab: 'Open in a new tab',
  pin: 'Pin to the top',
  unpin: 'Unpin',
  mark_read: 'Mark as read',
  mark_unread: 'Mark as unread',
  mute_for: 'Mute…',
  mute_hour: 'For an hour',
  mute_hours: 'For 8 hours',
  mute_day: 'For a day',
  mute_forever: 'Until I unmute it',
  unmute: 'Unmute',
  archive: 'Archive',
  unarchive: 'Take out of the archive',
  leave: 'Leave the group…',
  muted: 'The chat is muted',
  unmuted: 'The chat is heard again',
}

export const deleting = {
  for_me: 'Delete for me',
  for_all: 'Delete for everybody',
  for_both: 'Delete for both',
  for_me_hint: 'For you: gone from all your devices; others still have it.',
  for_all_hint: 'For everybody: gone from this chat, for good.',
  alone_hint: (n: number): string => (n > 1 ? 'They will be gone for good.' : 'It will be gone for good.'),
  chat: 'Delete the chat…',
  chat_title: (name: string) => `Delete the chat with ${name}?`,
  chat_hint:
    'For you: the messages go from all your devices, and the chat leaves the list until somebody writes again.',
  chat_both_hint: 'For both: the other person loses them too. They cannot be brought back.',
  clear: 'Clear the history…',
  clear_title: 'Clear the history?',
  clear_action: 'Clear',
  clear_hint: 'The messages go from all your devices, for good. The other members still have them.',
  clear_saved_hint: 'All your notes here will be gone for good.',
}
