"""The client: a signed-in user's live copy of their chats, and the commands to act in them."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeVar, Unpack

from molva.client import accounts
from molva.client.address import Address
from molva.client.audience import Audience
from molva.client.calls import Calls, require_sendable
from molva.client.clock import SystemClock
from molva.client.connection import Connection, State
from molva.client.conversation import Answered, Changed, Conversation, Delivered, Event, Heard, Welcomed
from molva.client.delivery import Delivery
from molva.client.errors import ConnectionEnded, ConnectionLost, Unreachable
from molva.client.feed import Feed
from molva.client.journal import FileJournal, MemoryJournal
from molva.client.messages import MessageStream
from molva.client.options import Options
from molva.client.outbox import Entry, Outbox, Posted
from molva.client.postbox import Postbox, log_refused
from molva.client.repeatable import REPEATABLE
from molva.client.replica import KEPT_MESSAGES, Replica
from molva.client.verbs import Verbs
from molva.protocol.commands import Command, SendMessage
from molva.protocol.ids import new_id
from molva.protocol.rows import AnyRow
from molva.protocol.signals import AnySignal

A = TypeVar("A")

CALL_SECONDS: Final = 60.0
CONNECT_SECONDS: Final = 30.0


class Client(Verbs):
    """Connects, stays connected and in sync, and delivers what is posted exactly once.

        async with await Client.connect("https://chat.example.org", token) as client:
            async for message in client.messages():
                await client.send(message.chat_id, "I hear you")

    Args:
        url: the server's address as people type it.
        token: a bearer token of `sign_in` or `register`.
        options: see `Options`.

    Raises:
        ValueError: not an address.
        FolderInUse: another program has the folder.
    """

    def __init__(self, url: str, token: str, **options: Unpack[Options]) -> None:
        address = Address.parse(url)
        folder = options.get("folder")
        draw = options.get("draw", random.random)
        outbox = Outbox(draw)
        self.replica = Replica(keep_messages=options.get("keep_messages", KEPT_MESSAGES))
        self.state = State.OFFLINE
        self.url = url
        self.token = token
        self._audience = Audience()
        self._clock = options.get("clock") or SystemClock()
        self._outbox = outbox
        self._postbox = Postbox(
            outbox,
            FileJournal(folder / "outbox.jsonl") if folder else MemoryJournal(),
            options.get("on_refused", log_refused),
        )
        self._conversation = Conversation(self.replica, outbox)
        self._connection = Connection(
            address,
            token,
            self._conversation,
            clock=self._clock,
            random=draw,
            on_events=self._happened,
            on_state=self._changed_state,
        )
        self._changed = asyncio.Event()
        self._calls = Calls()
        self._task: asyncio.Task[None] | None = None
        self._ending: Exception | None = None

    @classmethod
    async def connect(
        cls, url: str, token: str, *, within: float = CONNECT_SECONDS, **options: Unpack[Options]
    ) -> Self:
        """Make a client that is connected and in sync.

        Args:
            within: seconds to try.

        Raises:
            Unreachable: nobody answered in that time.
            NotSignedIn: the token is no good.
        """
        client = cls(url, token, **options)
        client.start()
        try:
            await client.online(within=within)
        except BaseException:
            # Whoever gave up waiting, too, has no client that could be closed: it must not go on connecting.
            await client.close()
            raise
        return client

    @classmethod
    async def sign_in(cls, url: str, login: str, password: str, **options: Unpack[Options]) -> Self:
        """Sign in, then connect; `client.token` serves for the next time.

        Raises:
            SignInFailed: unknown user or wrong password.
        """
        signed_in = await accounts.sign_in(url, login, password)
        return await cls.connect(url, signed_in.token, **options)

    @classmethod
    async def register(
        cls, url: str, username: str, password: str, *, name: str = "", **options: Unpack[Options]
    ) -> Self:
        """Create an account, then connect.

        Raises:
            Refusal: any that `Register` names.
        """
        signed_in = await accounts.register(url, username, password, name=name)
        return await cls.connect(url, signed_in.token, **options)

    @property
    def user_id(self) -> str:
        """The signed-in user; empty before the server has said so."""
        return self.replica.user_id

    @property
    def waiting(self) -> int:
        """How many posted commands the server has not answered yet."""
        return len(self._outbox)

    def unanswered(self) -> list[Posted]:
        """What was posted and has no answer yet; of one chat in the order in which it was written."""
        return [record.command for record in self._outbox.records() if isinstance(record, Entry)]

    def start(self) -> None:
        """Begin connecting, in the background."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="molva connection")

    async def online(self, *, within: float | None = None) -> None:
        """Wait until the replica is in sync.

        Raises:
            Unreachable: not within so many seconds.
            ConnectionEnded, NotSignedIn: never again.
        """
        try:
            async with asyncio.timeout(within):
                await self._until(lambda: self.state is State.ONLINE)
        except TimeoutError:
            raise Unreachable(self.url) from None

    async def close(self) -> None:
        """Disconnect. What was posted and not answered stays in the folder, if there is one."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):  # as asked for
                await self._task
        ending = ConnectionEnded("the client was closed")
        if self._ending is None:
            self._end(ending, None)
        await self._postbox.close(ending)

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def call(self, command: Command[A], *, within: float = CALL_SECONDS) -> A:
        """Do a command and give its answer, waiting for the connection if need be.

        A command that may safely be sent again is, when the connection breaks before the answer.

        Raises:
            Refusal: the server refused; the class is that of the catalogue.
            ConnectionLost: the connection broke, and whether the command took effect is open.
            ConnectionEnded: there is no connection and will be none.
            TimeoutError: no answer within so many seconds.
        """
        require_sendable(command)
        async with asyncio.timeout(within):
            while True:
                await self._until(lambda: self._conversation.welcomed)
                try:
                    answer: A = await self._call_once(command)
                except ConnectionLost:
                    if not isinstance(command, REPEATABLE):
                        raise
                else:
                    return answer

    async def post(self, command: Posted) -> Delivery[Any]:
        """Put a command into the outbox; it is sent in its turn, again after every break, and takes effect once.

        With a folder the command is on the disk when this returns.

        Raises:
            TooLarge, InvalidText: it could never be sent.
            ConnectionEnded: there will be no connection any more.
            OSError: the disk did not take it.
        """
        require_sendable(command)
        self._require_open()
        entry = Entry(id=command.id if isinstance(command, SendMessage) else self.new_id(), command=command)
        delivery = await self._postbox.put(entry, lambda put: self._conversation.post(put, self._clock.monotonic()))
        self._connection.wake()
        return delivery

    def rows(self) -> Feed[AnyRow]:
        """Rows as they change from now on; of a row that changes again before it is read, only the newer copy."""
        return self._audience.rows()

    def signals(self) -> Feed[AnySignal]:
        """Typing and presence from now on; a slow reader loses the oldest."""
        return self._audience.signals()

    def states(self) -> Feed[State]:
        """How the connection changes from now on; a state that comes again before it is read is given once."""
        return self._audience.states()

    def messages(
        self, chat_id: str | None = None, *, after: Mapping[str, int] | None = None, own: bool = False
    ) -> MessageStream:
        """New messages, each once, the ones missed during a break included; see `MessageStream`."""
        return MessageStream(self.replica, self._audience.chats(), self.call, after=after, chat_id=chat_id, own=own)

    def new_id(self) -> str:
        """Make a UUIDv7 for a message or a chat."""
        return new_id(self._clock.now_ms())

    async def _run(self) -> None:
        try:
            await self._connection.run()
        except Exception as error:
            # Nothing else hears of the task's end: whatever it was is told to everybody who waits.
            self._end(error, error)

    async def _call_once(self, command: Command[Any]) -> Any:
        ref = self._conversation.call(command, self._clock.monotonic())
        try:
            with self._calls.waiting(ref) as future:
                self._connection.wake()
                return await future
        finally:
            self._conversation.forget(ref)

    async def _until(self, reached: Callable[[], bool]) -> None:
        """Wait for a state of the connection."""
        while not reached():
            self._require_open()
            self._changed.clear()
            await self._changed.wait()

    def _require_open(self) -> None:
        if self._ending is not None:
            raise self._ending

    def _happened(self, events: list[Event]) -> None:
        """Hand on what the conversation reports."""
        for event in events:
            match event:
                case Welcomed():
                    self._postbox.sign()
                    self._changed.set()
                case Changed(changes=changes):
                    self._audience.tell(changes)
                case Heard(signal=signal):
                    self._audience.signal(signal)
                case Answered(ref=ref, result=result):
                    self._calls.answer(ref, result)
                case Delivered():
                    self._postbox.settle(event)
                case _:
                    pass

    def _changed_state(self, state: State) -> None:
        self.state = state
        self._audience.turn(state)
        self._changed.set()

    def _end(self, ending: Exception, told: Exception | None) -> None:
        """Nothing will come any more: calls get `ending`, readers `told` or their plain end."""
        self._ending = ending
        self._changed_state(State.ENDED)
        self._audience.end(told)
        self._postbox.end(ending)
        self._calls.end(ending)
