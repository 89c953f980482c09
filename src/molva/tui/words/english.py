"""What the terminal client says in English."""

from molva import words
from molva.tui.words.shape import Words

EN = Words(
    shared=words.EN,
    sign_in_title="Sign in",
    address="Server",
    username="Username or e-mail",
    password="Password",
    sign_in="Sign in",
    create_account="Create an account",
    signing_in="Signing in…",
    session_over="The session has ended. Sign in again.",
    chats_empty="Your chats will appear here. Ctrl+K finds people.",
    choose_chat="Choose a chat on the left, or find one with Ctrl+K.",
    no_messages="No messages yet",
    new_messages="New messages",
    chat_gone="You are no longer in this chat.",
    draft="Draft:",
    pinned_mark="Pinned: {text}",
    placeholder="Message",
    replying="Reply to {name}: {text}",
    editing="Editing: {text}",
    reply="Reply",
    edit="Edit",
    delete="Delete",
    delete_for_all="Delete for everybody",
    delete_for_me="Delete for me",
    react="React",
    vote="Vote",
    retract_vote="Retract vote",
    forward="Forward",
    pin="Pin",
    unpin="Unpin",
    copy="Copy",
    copied="Copied",
    try_again="Try again",
    discard="Discard",
    take_back="Take the reaction back",
    cancel="Cancel",
    message_gone="That message is not here any more.",
    find="Find a chat or a person",
    nothing_found="Nothing found",
    group_new="New group “{name}”",
    person_mark="write to @{username}",
    pins="Pinned messages",
    no_pins="Nothing is pinned here.",
    links="Links into this group",
    link_make="Make a link",
    link_made="The link is shown this once: {link}",
    link_line="{name} · joined: {uses}",
    link_asks="asks first",
    link_revoke="Revoke the link “{name}”?",
    revoke="Revoke",
    link_revoked="The link is revoked.",
    links_only_groups="Only groups and channels have links.",
    join="Join by a link",
    join_prompt="Link",
    join_asked="You have asked to be let in; the group answers.",
    forwarded_to="Forwarded: {chat}",
    leave="Leave",
    leave_question="Leave “{chat}”?",
    leave_last="Nobody else is here: the chat is deleted with all its messages.",
    sign_out="Sign out",
    sign_out_question="Sign out on this computer?",
    sign_out_loses="{waiting}. Signing out discards that.",
    signing_out="Signing out…",
    signed_out_here="You are signed out here. The server did not hear of it: end this session from another device.",
    help="Keys",
    help_text="""\
Everywhere
  Ctrl+K        find a chat or a person, make a group
  Ctrl+O        join by a link
  Ctrl+T        light or dark
  Tab           chats, messages, writing
  F1            these keys
  F9            sign out
  Ctrl+Q        quit

Chats
  ↑ ↓ Enter     choose and open

Writing
  Enter         send
  Alt+Enter, Ctrl+J   new line
  ↑             in an empty field: edit the last message
  Esc           end a reply or an edit

Messages (Tab, or click)
  Enter         all actions
  r e d f       reply, edit, delete, forward
  + v p y       react, vote in a poll, pin, copy
  End           to the newest

The chat
  F2            pinned messages
  F3            links into the group
  F4            leave the group
""",
    keys_list="↑↓ Enter open · Ctrl+K find · Ctrl+O join · F1 keys · Ctrl+Q quit",
    keys_messages="Enter actions · r reply · e edit · d delete · f forward · + react · p pin",
    keys_composer="Enter send · Alt+Enter new line · ↑ edit last · Tab chats · F1 keys",
)
