"""The desktop client's own sentences in each language; one that a language lacks is a type error."""

from dataclasses import dataclass

from molva.protocol.errors import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language's sentences; the names in braces are filled in where they are said."""

    language: Language

    app: str

    address: str
    sign_in: str
    register: str
    to_register: str
    to_sign_in: str
    username: str
    login: str
    password: str
    fill_in: str
    one_moment: str

    search: str
    new_chat: str
    settings: str
    no_chats: str
    nothing_found: str
    loading: str
    choose_chat: str
    own_prefix: str
    unread_title: str

    new_messages: str
    no_messages: str
    write: str
    send: str
    read_only: str
    reply_to: str
    editing: str
    forward_to: str
    pinned: str
    gone: str

    reply: str
    react: str
    edit: str
    copy: str
    open_link: str
    forward: str
    pin: str
    unpin: str
    delete: str
    hide: str
    try_again: str
    discard: str
    copy_part: str
    cut: str
    paste: str
    vote: str
    retract_vote: str
    voters: str
    close_poll: str
    really_close_poll: str
    really_delete: str
    really_leave: str
    cancel: str

    find_people: str
    write_to: str
    new_group: str
    group_name: str
    members: str
    add: str
    remove: str
    leave: str
    owner: str
    admin: str
    mute: str
    unmute: str
    mark_read: str
    go_to: str

    language_choice: str
    language_system: str
    theme: str
    theme_system: str
    theme_light: str
    theme_dark: str
    text_size: str
    size_small: str
    size_normal: str
    size_large: str
    size_largest: str
    notifications: str
    sound: str
    signed_in_as: str
    sign_out: str
    really_sign_out: str
    signed_out: str
