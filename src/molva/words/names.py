"""What people and chats are called."""

from molva.client.chat_rows import ChatRows
from molva.client.replica import Replica
from molva.protocol.rows import ChatKind
from molva.words.printable import printable
from molva.words.shape import Sentences


def person_name(words: Sentences, name: str) -> str:
    """What a person is called; without a name the account was deleted."""
    return printable(name) or words.deleted_account


def shown_name(words: Sentences, replica: Replica, chat_id: str, user_id: str) -> str:
    """What the reader knows somebody in a chat by: a contact by a name of one's own choice, others by theirs."""
    contact = replica.contacts.get(user_id)
    if contact is not None and contact.saved and contact.own_name:
        return printable(contact.own_name)
    member = replica.chats.get(chat_id, ChatRows()).members.get(user_id)
    if member is not None:
        return person_name(words, member.name)
    return person_name(words, contact.name) if contact is not None else words.someone


def chat_name(words: Sentences, replica: Replica, chat_id: str) -> str:
    """What a chat is called: a group by its name, a direct chat after the other person, others by a word of ours."""
    rows = replica.chats.get(chat_id)
    if rows is None or rows.chat is None:
        return words.someone
    if rows.chat.kind is ChatKind.SAVED:
        return words.saved
    if rows.chat.root is not None:
        return words.thread.format(chat=chat_name(words, replica, rows.chat.root.chat_id), seq=rows.chat.root.seq)
    if rows.chat.kind is ChatKind.DIRECT:
        others = [user_id for user_id in rows.members if user_id != replica.user_id]
        return shown_name(words, replica, chat_id, others[0]) if others else words.someone
    return printable(rows.chat.name) or words.general
