"""`molva directory`: public chats, found, joined, and made."""

from molva.cli.chats import find_chat
from molva.cli.console import Console
from molva.cli.talk import connect
from molva.client.login import Login
from molva.protocol.rows import chat_scope
from molva.words import chat_name, printable

PATH = "/@"
"""Where the web client shows a public chat."""


async def find(console: Console, login: Login, query: str) -> None:
    """Print the public chats that are found, the largest first: address, how many are in it, name."""
    async with await connect(login) as client:
        after = None
        while True:
            page = await client.find_public_chats(query, after=after)
            for chat in page.chats:
                console.out("\t".join([f"@{printable(chat.address)}", str(chat.member_count), printable(chat.name)]))
            after = page.next
            if after is None:
                return


async def join(console: Console, login: Login, address: str) -> None:
    """Join the public chat that has an address, or ask to be let in.

    Raises:
        Refusal: any of `LookUpPublicChat` and `JoinPublicChat`.
    """
    async with await connect(login) as client:
        words, chat = console.words, await client.public_chat(address)
        joining = await client.join_public_chat(chat.chat_id or "")
        if joining.asked:
            console.out(words.join_asked)
            return
        rows = client.rows()
        while chat_scope(joining.chat_id) not in client.replica.revs:
            await anext(rows)
        console.out(words.join_done.format(chat=chat_name(words.shared, client.replica, joining.chat_id)))


async def publish(console: Console, login: Login, chat: str, address: str, *, ask: bool) -> None:
    """Make a chat public and print its link.

    Raises:
        Problem: no such chat.
        Refusal: any of `PublishChat`.
    """
    async with await connect(login) as client:
        made = await client.publish_chat(await find_chat(console, client, chat), address, approval=ask)
    console.out(f"{login.url.rstrip('/')}{PATH}{made.address}")


async def unpublish(console: Console, login: Login, chat: str) -> None:
    """Let a chat be public no more.

    Raises:
        Problem: no such chat.
        Refusal: any of `UnpublishChat`.
    """
    async with await connect(login) as client:
        await client.unpublish_chat(await find_chat(console, client, chat))
    console.out(console.words.directory_left)
