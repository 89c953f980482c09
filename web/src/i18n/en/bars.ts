/** English words of what stands where one would write, and cannot. */
export const bars = {
  not_member: 'You are no longer in this group',
  gone: 'This account was deleted. You can read here, and nothing more.',
  blocked: (name: string) => `You have blocked ${name}.`,
  unblock: 'Unblock',
  refused: (name: string) => `${name} does not accept messages from you.`,
  again: 'Try again',
  admins_write: 'Only admins write here.',
  owner_writes: 'Only the owner writes here.',
  banned: (until: string, appeal: string) =>
    `Because of reports you cannot send messages until ${until}. If that is a mistake, turn to ${appeal || 'the owner of this server'}.`,
}
