"""The sentences that the terminal client has in each language; one that a language lacks is a type error."""

from dataclasses import dataclass

from molva.words import Sentences


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language's sentences; the names in braces are filled in where they are said."""

    shared: Sentences
    """What every program says."""

    sign_in_title: str
    address: str
    username: str
    password: str
    sign_in: str
    create_account: str
    signing_in: str
    session_over: str

    chats_empty: str
    choose_chat: str
    no_messages: str
    new_messages: str
    chat_gone: str
    draft: str
    pinned_mark: str

    placeholder: str
    replying: str
    editing: str

    reply: str
    edit: str
    delete: str
    delete_for_all: str
    delete_for_me: str
    react: str
    vote: str
    retract_vote: str
    forward: str
    pin: str
    unpin: str
    copy: str
    copied: str
    try_again: str
    discard: str
    take_back: str
    cancel: str
    message_gone: str

    find: str
    nothing_found: str
    group_new: str
    person_mark: str
    pins: str
    no_pins: str
    links: str
    link_make: str
    link_made: str
    link_line: str
    link_asks: str
    link_revoke: str
    revoke: str
    link_revoked: str
    links_only_groups: str
    join: str
    join_prompt: str
    join_asked: str
    forwarded_to: str
    leave: str
    leave_question: str
    leave_last: str

    sign_out: str
    sign_out_question: str
    sign_out_loses: str
    signing_out: str
    signed_out_here: str

    help: str
    help_text: str
    keys_list: str
    keys_messages: str
    keys_composer: str
