/** English words of what messages said before. */
export const edits = {
  when: (when: string) => `Edited ${when}`,
  kept: 'The owner and admins can read earlier versions',
  title: 'Edit history',
  about: 'What the message said before, the newest first',
  none: 'Nothing is kept of what this message said before.',
  more: 'Show earlier ones',
  chat: 'Earlier versions of edited messages are kept: the owner and admins can read them.',
}
