"""`molva chat members`: who is in a chat, all of them or those who are found."""

from molva.cli.chats import find_chat
from molva.cli.console import Console
from molva.cli.talk import connect
from molva.client.login import Login
from molva.words import printable


async def list_members(console: Console, login: Login, chat: str, query: str) -> None:
    """Print the members whose name or username is found: username, name and role, with tabs between.

    Raises:
        Problem: no such chat.
        Refusal: any of `ListMembers`.
    """
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        after = None
        while True:
            page = await client.members(chat_id, query, after=after)
            for member in page.members:
                console.out("\t".join([printable(member.username), printable(member.name), member.role.value]))
            after = page.next
            if after is None:
                return
