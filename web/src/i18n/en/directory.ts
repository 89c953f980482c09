/** English words of public chats. */
export const directory = {
  title: 'Public chats',
  find: 'Find by name or description',
  none: 'No public chats yet',
  none_hint: 'Whoever leads a group or a channel makes it public in its details.',
  nothing: 'Nothing found',
  nothing_hint: 'Try another word, or its beginning.',
  more: 'Show more',
  inside: 'You are in',
  asked: 'You asked',
  card: 'Public chat',
  publish: 'Make public',
  change: 'Public address',
  publish_hint: 'Everybody on this server finds the chat and can join. Its members are told.',
  address: 'Address',
  approval: 'Ask to join',
  begin: 'Make public',
  save: 'Save',
  end: 'Make private',
  end_title: 'Make the chat private?',
  end_hint:
    'It is no longer found, its address is free, and open requests by it end. Whoever is in stays in.',
}
