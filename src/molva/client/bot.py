"""A bot: handlers for messages, every message handled and every reply made once, also across crashes."""

import asyncio
import hashlib
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, Unpack

import msgspec

from molva.client.client import Client
from molva.client.errors import ClientError
from molva.client.journal import write_file
from molva.client.options import Options
from molva.protocol.commands import Sent
from molva.protocol.errors import MessageIdTaken, Refusal
from molva.protocol.rows import Chat, Member, Message

log = logging.getLogger(__name__)

POSITIONS: Final = "positions.json"


class _Positions(msgspec.Struct, frozen=True):
    """Up to which message each chat has been handled, in which database."""

    epoch: str
    chats: dict[str, int]


@dataclass
class Incoming:
    """A message as a handler gets it."""

    client: Client
    message: Message
    _replies: Iterator[int] = field(default_factory=count, repr=False)

    @property
    def text(self) -> str:
        """What was written."""
        return self.message.text

    @property
    def chat(self) -> Chat | None:
        """Where it was written."""
        rows = self.client.replica.chats.get(self.message.chat_id)
        return rows.chat if rows else None

    @property
    def sender(self) -> Member | None:
        """Who wrote it; None for one whom the replica of a large chat does not hold."""
        rows = self.client.replica.chats.get(self.message.chat_id)
        return rows.members.get(self.message.sender_id) if rows else None

    async def reply(self, text: str, *, quote: bool = False) -> Sent | None:
        """Answer in the same chat; None if the bot had already answered otherwise before it was started again.

        The reply's id follows from the message's, so handling a message a second time cannot answer it twice.

        Args:
            quote: show the answered message above the reply.
        """
        message = self.message
        delivery = await self.client.queue(
            message.chat_id,
            text,
            reply_to=message.seq if quote else None,
            message_id=reply_id(message, self.client.user_id, next(self._replies)),
        )
        try:
            return await delivery
        except MessageIdTaken:
            return None


Handler = Callable[[Incoming], Awaitable[Any]]


class Bot:
    """Calls a handler for each message, one at a time and in order.

        bot = Bot("https://chat.example.org", token, folder=Path("state"))

        @bot.command("/hello")
        async def hello(message: Incoming) -> None:
            await message.reply("Hello!")

        bot.run()

    A message whose handler was cut off by a crash is handled again; one whose handler raised is logged and passed over.

    Args:
        options: see `Options`; in its folder the bot remembers what it has handled and what it has yet to send.
            Without one it begins with the messages written after its start.
    """

    def __init__(self, url: str, token: str, **options: Unpack[Options]) -> None:
        folder = options.get("folder")
        self._make: Callable[[], Client] = lambda: Client(url, token, **options)
        self._positions = folder / POSITIONS if folder else None
        self.ready = asyncio.Event()
        """Set once the bot is connected: messages written from now on are handled."""
        self._commands: dict[str, Handler] = {}
        self._any: Handler | None = None

    def command(self, word: str) -> Callable[[Handler], Handler]:
        """Handle messages that begin with this word, by custom one with a slash."""

        def register(handler: Handler) -> Handler:
            self._commands[word.casefold()] = _require_async(handler)
            return handler

        return register

    def message(self, handler: Handler) -> Handler:
        """Handle every other message."""
        self._any = _require_async(handler)
        return handler

    def run(self) -> None:
        """Run until interrupted."""
        try:
            asyncio.run(self.serve())
        except KeyboardInterrupt:
            return

    async def serve(self) -> None:
        """Run until cancelled.

        Raises:
            NotSignedIn, ConnectionEnded: the server will not have the bot any more.
        """
        async with self._make() as client:
            await client.online()
            stream = client.messages(after=self._load(client.replica.epoch))
            await self._save(client.replica.epoch, stream.positions)
            self.ready.set()
            async for message in stream:
                await self._handle(Incoming(client, message))
                await self._save(client.replica.epoch, stream.positions)

    async def _handle(self, incoming: Incoming) -> None:
        word = incoming.text.split(maxsplit=1)[0].casefold() if incoming.text.strip() else ""
        handler = self._commands.get(word, self._any)
        if handler is None:
            return
        try:
            await handler(incoming)
        except (Refusal, ClientError) as error:
            log.warning("message %s: %r", incoming.message.id, error)
        except Exception:
            # The handler is the bot author's; one message that it fails at must not end the bot.
            log.exception("message %s: the handler failed", incoming.message.id)

    def _load(self, epoch: str) -> dict[str, int] | None:
        if self._positions is None or not self._positions.exists():
            return None
        try:
            saved = msgspec.json.decode(self._positions.read_bytes(), type=_Positions)
        except msgspec.MsgspecError:
            log.warning("%s cannot be read; beginning with new messages", self._positions)
            return None
        return saved.chats if saved.epoch == epoch else None

    async def _save(self, epoch: str, chats: dict[str, int]) -> None:
        if self._positions is not None:
            data = msgspec.json.encode(_Positions(epoch, chats))
            await asyncio.to_thread(write_file, self._positions, data)


def reply_id(message: Message, user_id: str, number: int) -> str:
    """Name the `number`th reply of a user to a message: always the same UUIDv7, of the message's time."""
    digest = hashlib.sha256(f"{message.id}/{user_id}/{number}".encode()).digest()
    random = int.from_bytes(digest[:10])
    digits = f"{message.sent_at:012x}7{random >> 68:03x}{(random & (1 << 62) - 1) | 1 << 63:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _require_async(handler: Handler) -> Handler:
    if not inspect.iscoroutinefunction(handler):
        raise TypeError("a handler is an `async def`")
    return handler
