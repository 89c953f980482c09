"""Chats and messages as a person at the console names and reads them."""

from datetime import datetime

from molva.cli.console import Console, Problem, printable
from molva.cli.words import Words
from molva.client import Client, Replica
from molva.client.chat_rows import ChatRows
from molva.protocol.rows import (
    AddressChanged,
    ChannelCreated,
    ChatKind,
    ChatRenamed,
    GroupCreated,
    LifetimeChanged,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    Message,
    MessagePinned,
    OwnerChanged,
    Poll,
)


def chat_name(words: Words, replica: Replica, chat_id: str) -> str:
    """What a chat is called: a group by its name, a direct chat after the other person, others by a word of ours."""
    rows = replica.chats.get(chat_id)
    if rows is None or rows.chat is None:
        return words.someone
    if rows.chat.kind is ChatKind.SAVED:
        return words.saved
    if rows.chat.root is not None:
        return words.thread.format(chat=chat_name(words, replica, rows.chat.root.chat_id), seq=rows.chat.root.seq)
    if rows.chat.kind is ChatKind.DIRECT:
        others = [member.name for member in rows.members.values() if member.user_id != replica.user_id]
        return person_name(words, others[0]) if others else words.someone
    return printable(rows.chat.name) or words.general


async def find_chat(console: Console, client: Client, named: str) -> str:
    """Find the chat that a person means: its id, its name in any case, or @username, made now if need be.

    Raises:
        Problem: there is none, or there are several.
    """
    words, replica = console.words, client.replica
    if named in replica.chats:
        return named
    if named.startswith("@"):
        username = named[1:].casefold()
        for person in await client.find_people(username):
            if person.username.casefold() == username:
                return (await client.open_direct(person.user_id)).chat.id
        raise Problem(words.chat_unknown.format(chat=named))
    wanted = named.casefold()
    found = [chat_id for chat_id in replica.chats if chat_name(words, replica, chat_id).casefold() == wanted]
    if not found:
        raise Problem(words.chat_unknown.format(chat=named))
    if len(found) > 1:
        raise Problem(words.chat_ambiguous.format(chat=named, ids=", ".join(sorted(found))))
    return found[0]


def message_line(words: Words, replica: Replica, message: Message) -> str:
    """One message for reading: when, where, who, what; further lines of the text are set in."""
    rows = replica.chats.get(message.chat_id, ChatRows())
    when = datetime.fromtimestamp(message.sent_at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
    head = (
        f"{when}  {chat_name(words, replica, message.chat_id)}  #{message.seq}  {_name(words, rows, message.sender_id)}"
    )
    if message.deleted:
        return f"{head}  {words.deleted}"
    if message.service is not None:
        return f"{head}  {_service(words, rows, message)}"
    text = printable(message.text, lines=True).replace("\n", "\n    ")
    # Whoever is meant finds it among the lines, by eye and by `grep`.
    mark = f"  {words.mentioned}" if replica.mentions_me(message) else ""
    if message.forward is not None:
        head += f" {words.forwarded.format(name=person_name(words, message.forward.name))}"
    if message.poll is not None:
        text = "\n    ".join([f"{text}  {words.poll_mark}", *poll_lines(message.poll)])
    page = ""
    if message.preview is not None:
        page = f"\n    | {message.preview.site}: {printable(message.preview.title)}"
    return f"{head}: {text}" + (f"  {words.edited}" if message.edited_at else "") + mark + page


def poll_lines(poll: Poll) -> list[str]:
    """The options of a poll, each with its number, how many have chosen it, and a mark where it is the right one."""
    return [
        f"{number}. {printable(option.text)}: {option.count}" + (" ✓" if poll.correct == number - 1 else "")
        for number, option in enumerate(poll.options, 1)
    ]


def _service(words: Words, rows: ChatRows, message: Message) -> str:
    match message.service:
        case GroupCreated(name=name):
            return words.created_group.format(name=printable(name))
        case ChannelCreated(name=name):
            return words.created_channel.format(name=printable(name))
        case OwnerChanged(user_id=user_id):
            return words.handed_over.format(name=_name(words, rows, user_id))
        case MemberAdded(user_id=user_id):
            return words.added_member.format(name=_name(words, rows, user_id))
        case MemberRemoved(user_id=user_id):
            return words.removed_member.format(name=_name(words, rows, user_id))
        case MemberJoined():
            return words.joined
        case MemberLeft():
            return words.left
        case ChatRenamed(name=name):
            return words.renamed.format(name=printable(name))
        case MessagePinned(seq=seq):
            return words.pinned.format(seq=seq)
        case LifetimeChanged(lifetime_s=seconds):
            return words.lifetime.format(seconds=seconds) if seconds else words.no_lifetime
        case AddressChanged(address=address):
            return words.published.format(address=printable(address)) if address else words.unpublished
        case None:
            return ""


def _name(words: Words, rows: ChatRows, user_id: str) -> str:
    member = rows.members.get(user_id)
    return person_name(words, member.name) if member else words.someone


def person_name(words: Words, name: str) -> str:
    """What a person is called; without a name the account was deleted."""
    return printable(name) or words.deleted_account
