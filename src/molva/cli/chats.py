"""Chats and messages as a person at the console names and reads them."""

from datetime import datetime

from molva.cli.console import Console, Problem
from molva.cli.words import Words
from molva.client import Client, Replica
from molva.protocol.rows import Message, MessagePinned, Poll
from molva.words import chat_name, person_name, printable, service_line, shown_name


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
    found = [chat_id for chat_id in replica.chats if chat_name(words.shared, replica, chat_id).casefold() == wanted]
    if not found:
        raise Problem(words.chat_unknown.format(chat=named))
    if len(found) > 1:
        raise Problem(words.chat_ambiguous.format(chat=named, ids=", ".join(sorted(found))))
    return found[0]


def message_line(words: Words, replica: Replica, message: Message) -> str:
    """One message for reading: when, where, who, what; further lines of the text are set in."""
    shared = words.shared
    when = datetime.fromtimestamp(message.sent_at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
    place = f"{when}  {chat_name(shared, replica, message.chat_id)}  #{message.seq}"
    if message.service is not None and not message.deleted:
        # Numbers are how a person names messages here.
        which = f" (#{message.service.seq})" if isinstance(message.service, MessagePinned) else ""
        return f"{place}  {service_line(shared, replica, message, message.service)}{which}"
    head = f"{place}  {shown_name(shared, replica, message.chat_id, message.sender_id)}"
    if message.deleted:
        return f"{head}  {words.deleted}"
    text = printable(message.text, lines=True).replace("\n", "\n    ")
    # Whoever is meant finds it among the lines, by eye and by `grep`.
    mark = f"  {words.mentioned}" if replica.mentions_me(message) else ""
    if message.forward is not None:
        head += f" {words.forwarded.format(name=person_name(shared, message.forward.name))}"
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
