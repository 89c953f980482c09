"""`molva comment` and `molva threads`: comments under a message, and where there are new ones."""

from molva.cli.chats import find_chat
from molva.cli.console import Console, Problem
from molva.cli.talk import connect
from molva.client.login import Login
from molva.words import person_name, printable

SHOWN = 60
"""Characters of a message that are enough to know it by."""


async def comment(console: Console, login: Login, chat: str, seq: int, text: str) -> None:
    """Comment on a message, and wait until the server has it on its disk.

    Raises:
        Problem: nothing to send, or no such chat.
        Refusal: any of `OpenThread`.
    """
    if not text.strip():
        raise Problem(console.words.text_empty)
    async with await connect(login) as client:
        await client.comment(await find_chat(console, client, chat), seq, text)


async def show(console: Console, login: Login) -> None:
    """Print the threads that one follows: id, how many new comments, who wrote the message, and how it begins."""
    words = console.words.shared
    async with await connect(login) as client:
        page = await client.threads()
        while page:
            for each in page:
                sender = each.root_sender
                author = words.someone if sender is None else person_name(words, sender.name)
                begins = printable(" ".join(each.root.text.split()))[:SHOWN]
                console.out("\t".join([each.thread.chat.id, str(each.thread.unread), author, begins]))
            page = await client.threads(before=page[-1])
