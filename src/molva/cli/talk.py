"""`molva send`, `molva forward` and `molva tail`: messages out, and messages as they come."""

import asyncio
import contextlib
import sys
from collections.abc import Sequence

import msgspec

from molva.cli.chats import find_chat, message_line
from molva.cli.console import Console, Problem
from molva.client import Client, State
from molva.client.login import Login
from molva.protocol.rows import Message

CONNECT_SECONDS = 10.0
"""A person waits for a command; a script is better told than kept."""


async def connect(login: Login) -> Client:
    """Connect as the one who is signed in."""
    return await Client.connect(login.url, login.token, within=CONNECT_SECONDS)


async def send(console: Console, login: Login, chat: str, text: str, reply_to: int | None) -> None:
    """Send a text and wait until the server has it on its disk.

    Raises:
        Problem: nothing to send, or no such chat.
    """
    if text == "-":
        text = sys.stdin.read().rstrip("\n")
    if not text.strip():
        raise Problem(console.words.text_empty)
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        await client.send(chat_id, text, reply_to=reply_to)


async def forward(
    console: Console, login: Login, source: str, seqs: Sequence[int], targets: Sequence[str], *, show_author: bool
) -> None:
    """Say messages of a chat again in others, and wait until the server has them on its disk.

    Raises:
        Problem: no such chat.
    """
    async with await connect(login) as client:
        from_chat_id = await find_chat(console, client, source)
        for chat_id in [await find_chat(console, client, target) for target in targets]:
            await client.forward(chat_id, from_chat_id, *seqs, show_author=show_author)


async def tail(console: Console, login: Login, chat: str | None, *, lines: int, json: bool) -> None:
    """Print the latest messages, then new ones until interrupted."""
    async with await connect(login) as client:
        chat_id = None if chat is None else await find_chat(console, client, chat)
        stream = client.messages(chat_id, own=True)
        for message in _latest(client, chat_id, lines):
            _print(console, client, message, json=json)
        watching = asyncio.create_task(_watch(console, client))
        try:
            async for message in stream:
                _print(console, client, message, json=json)
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):  # as asked for
                await watching


def _latest(client: Client, chat_id: str | None, count: int) -> list[Message]:
    chats = client.replica.chats.values() if chat_id is None else [client.replica.chats[chat_id]]
    messages = [message for rows in chats for message in rows.messages.values()]
    return sorted(messages, key=lambda message: (message.sent_at, message.seq))[-count:] if count else []


def _print(console: Console, client: Client, message: Message, *, json: bool) -> None:
    console.out(msgspec.json.encode(message).decode() if json else message_line(console.words, client.replica, message))


async def _watch(console: Console, client: Client) -> None:
    """Say when the connection is lost and when it is back."""
    online = True
    async for state in client.states():
        if online and state is State.OFFLINE:
            console.note(console.words.connection_lost)
            online = False
        elif not online and state is State.ONLINE:
            console.note(console.words.connection_back)
            online = True
