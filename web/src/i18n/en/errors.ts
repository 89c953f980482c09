/** English sentences for the codes of the error catalogue: what happened and what to do. */
import { longDate, time } from '../format'

type Params = Readonly<Record<string, string | number>>

const until = (at: number) => `${longDate('en', at, Date.now())}, ${time('en', at)}`

const say: Record<string, string | ((params: Params) => string)> = {
  offline: 'There is no connection. Try again when the network is back.',
  sign_in_failed: 'The username or the password is wrong. Check both and try again.',
  only_owner:
    'You are the only owner of this server, so your account stays. First let whoever runs its machine make somebody else its owner: molva user owner NAME.',
  add_request_not_found: 'This group is not asking you to join any more.',
  too_many_add_requests: ({ limit }) =>
    `${limit} people have been asked to join and have not answered yet. Try again later.`,
  person_gone: 'This account was deleted. Nobody would read what you write.',
  wrong_password: 'The present password is wrong. Check it and try again.',
  not_signed_in: 'Sign in first.',
  session_ended: 'This session has ended. Sign in again.',
  registration_closed: 'Registration is closed on this server. Ask the person who runs it.',
  invite_required: 'An invite is needed to register here. Ask somebody who is already in.',
  invite_not_found: 'This invite does not exist or is no longer valid. Ask for a new one.',
  invite_expired: 'This link has expired. Ask for a new one.',
  invite_used_up: 'This link has been used up. Ask for a new one.',
  invite_revoked: 'This link was revoked. Ask for a new one.',
  too_many_invites: 'This group has as many links as can be. Revoke one of them first.',
  too_many_join_requests:
    'As many people as can be are already waiting to be let into this group. Try again later.',
  joining_refused: ({ hours }) =>
    `This group has refused your request. You may ask again ${String(hours)} hours after the answer.`,
  join_request_not_found: 'This request is not there any more: it was answered or withdrawn.',
  username_taken: 'This username, or one that looks like it, is taken. Choose another one.',
  email_taken: 'Another account uses this e-mail address.',
  invalid_username:
    'A username has 2 to 32 letters, digits, dots, dashes or underscores and begins with a letter.',
  invalid_email: 'This is not an e-mail address. Check it for a misprint.',
  weak_password: 'The password needs at least 8 characters and must not be a common one.',
  invalid_name: ({ limit }) => `The name must have 1 to ${String(limit)} visible characters.`,
  invalid_text: 'The text is empty or has characters that cannot be stored.',
  text_too_long: ({ limit }) => `The text is longer than ${String(limit)} characters. Shorten or split it.`,
  user_not_found: 'There is no such person.',
  chat_not_found: 'There is no such chat among yours.',
  message_not_found: 'There is no such message.',
  message_deleted: 'The message has been deleted.',
  not_a_direct_chat: 'This can only be done in a chat of two people.',
  too_many_pins: 'As many messages are pinned here as can be. Unpin one of them first.',
  oneself: 'This cannot be done with yourself.',
  too_many_contacts: 'You have as many contacts and blocked people as can be. Remove one of them first.',
  person_blocked: 'You blocked this person. Unblock them to write.',
  writing_not_accepted: 'This person does not accept messages from you.',
  adding_not_accepted: ({ name }) => `${name} does not accept being added to groups by you.`,
  already_reported: 'You have already reported this person.',
  sending_banned: ({ until_at, appeal }) =>
    `Because of reports you cannot send messages until ${until(Number(until_at))}. If that is a mistake, turn to ${appeal}.`,
  too_many_folders: 'You have as many folders as can be. Delete one of them first.',
  too_many_pinned_chats: 'You have pinned as many chats as can be. Unpin one of them first.',
  too_many_reactions: 'The message already has as many different emoji as it can show. Choose one of them.',
  message_stays:
    'This message cannot be forwarded: it disappears after a time, is a poll, or tells what happened in its chat.',
  poll_closed: 'This poll is closed; its result stays as it is.',
  poll_answered: 'You have answered already, and an answer in a quiz cannot be changed.',
  voters_hidden: 'Who votes is not told here: the poll is anonymous, as every poll in a channel.',
  message_changed: 'The message was changed on another device in the meantime.',
  edit_history_off: 'Earlier versions of messages are not kept on this server.',
  edit_too_late: 'This message can no longer be changed.',
  already_a_member: 'This person is already in the chat.',
  not_a_member: 'This person is not in the chat.',
  last_owner: 'A group needs an owner. Make somebody else the owner first.',
  not_a_group: 'This can only be done in a group.',
  general_chat: 'Everybody is in the general chat; nobody leaves or is removed from it.',
  chat_full: ({ limit }) =>
    `The chat already has ${String(limit)} members, and more are not allowed. Remove somebody first, or begin another chat.`,
  slow_mode: ({ seconds }) => `This chat is slow. Send yours in ${String(seconds)} s.`,
  hourly_limit: ({ limit, seconds }) =>
    `This chat takes ${String(limit)} messages an hour from one person. Send the next one in ${String(seconds)} s.`,
  rights_missing: 'You do not have the right to do this. Ask an owner or an admin.',
  message_id_taken: 'This message could not be sent. Write it anew.',
  scheduled_message_not_found: 'This message is not scheduled any more: it was sent or deleted.',
  moment_passed: 'The moment to send it has passed. Choose another one.',
  moment_too_far: ({ limit }) => `A message can be scheduled at most ${String(limit)} days ahead.`,
  too_many_scheduled_messages: ({ limit }) =>
    `${String(limit)} messages are scheduled, and more are not allowed. Delete one of them first.`,
  invalid_address:
    'An address has 2 to 32 letters, digits, dots, dashes or underscores and begins with a letter.',
  address_taken: 'This address is taken, or one that looks like it. Choose another one.',
  public_chat_not_found: 'There is no such public chat.',
  directory_off: 'There are no public chats on this server.',
  too_large: 'This is more than can be sent at once. Send it in parts.',
  too_many_requests: 'Too many attempts. Wait a little and try again.',
  storage_erased: 'The browser has erased what was kept on this device. It is fetched again.',
  overloaded: 'The server is busy. Try again in a moment.',
}

export const errors = {
  /** The sentence for a code; an unknown one is shown, so that it can be told to whoever runs the server. */
  say(code: string, params: Params = {}): string {
    const found = say[code]
    if (found === undefined) return `Something went wrong. Try again; if it stays, report the code “${code}”.`
    return typeof found === 'string' ? found : found(params)
  },
}
