/** English words for what is done with a chat of the list by a finger, and taken back. */
export const keeping = {
  undo: 'Undo',
  archived: 'The chat is in the archive',
  unarchived: 'The chat is out of the archive',
  read: 'Read',
  unread: 'Unread',
  mute: 'Mute',
  unmute: 'Unmute',
  archive: 'Archive',
  unarchive: 'Take out',
}
