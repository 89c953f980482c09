"""The fake server's network half: real WebSockets on 127.0.0.1, and the faults that a test may ask for."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from types import TracebackType
from typing import Self

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from molva.client.clock import Clock, SystemClock
from molva.client.testing.answers import answer
from molva.client.testing.cast import FakeChat, FakeUser
from molva.client.testing.world import World
from molva.protocol.commands import Call, SignalTyping
from molva.protocol.errors import Refusal, SessionEnded
from molva.protocol.frames import SUBPROTOCOL, Answer, Hello, Ping, Pong, Refused, Rows, Signalled, Synced, Welcome
from molva.protocol.ids import new_id
from molva.protocol.rows import Membership, Message, chat_scope, marks_scope
from molva.protocol.signals import AnySignal, Typing

_frames = msgspec.json.Decoder(Hello | Ping | Call)


class FakeServer:
    """A Molva server for tests.

        async with FakeServer() as server:
            ann, bot = server.add_user("ann"), server.add_user("bot")
            chat = server.open_direct(ann, bot)
            async with await Client.connect(server.url, bot.token) as client:
                server.send(chat, ann, "hello")
                message = await anext(client.messages())

    Attributes:
        world: everything it knows; to be changed at will.
        url: its address, once it is started.
        refusals: the next calls are refused with these, in order.
        lost_rows: so many of the next `rows` frames are not sent.
        lost_answers: so many of the next answers are not sent; the connection breaks instead.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.world = World((clock or SystemClock()).now_ms, self._publish)
        self.url = ""
        self.refusals: deque[Refusal] = deque()
        self.lost_rows = 0
        self.lost_answers = 0
        self.connections = 0
        """How many have been let in so far."""
        self._tokens: dict[str, FakeUser] = {}
        self._here: dict[ServerConnection, FakeUser] = {}
        self._out: dict[ServerConnection, asyncio.Queue[object]] = {}
        self._server: Server | None = None
        self._changed = asyncio.Event()

    async def start(self, port: int = 0) -> None:
        """Begin to listen; port 0 takes a free one."""
        self._server = await serve(
            self._serve,
            "127.0.0.1",
            port,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            process_request=self._let_in,
            compression=None,
            ping_interval=None,
        )
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self, code: int = 1012) -> None:
        """Close every connection and stop listening; `start` with the same port begins anew with all rows."""
        if self._server is not None:
            self._server.close(code=code)
            await self._server.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to become true in the world; asked after every change."""
        while not reached():
            self._changed.clear()
            await self._changed.wait()

    def add_user(self, username: str, name: str = "") -> FakeUser:
        """Create a user; `token` of the answer lets a client in."""
        user = self.world.add_user(username, name)
        self._tokens[user.token] = user
        return user

    def add_chat(self, name: str, users: Iterable[FakeUser]) -> FakeChat:
        """Create a group; the first user owns it."""
        return self.world.add_chat(name, users)

    def open_direct(self, one: FakeUser, other: FakeUser) -> FakeChat:
        """Get the chat of two people."""
        return self.world.open_direct(one, other)

    def send(self, chat: FakeChat, sender: FakeUser, text: str, *, reply_to: int | None = None) -> Message:
        """Write a message as somebody."""
        return self.world.send(chat, sender, text, reply_to=reply_to)

    def signal(self, chat: FakeChat, signal: AnySignal) -> None:
        """Show a signal to everybody in a chat."""
        for connection, user in self._here.items():
            if chat.present(user.id):
                self._out[connection].put_nowait(Signalled(signal))

    def revoke(self, user: FakeUser) -> None:
        """End the user's session: connections close with 4401, and the token is refused from now on."""
        self._tokens.pop(user.token, None)
        for connection in [each for each, who in self._here.items() if who is user]:
            self._out[connection].put_nowait(4401)

    def disconnect(self, code: int | None = None) -> None:
        """Close every connection with a code, or break it without a word."""
        for connection, queue in self._out.items():
            if code is None:
                connection.transport.abort()
            else:
                queue.put_nowait(code)

    def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        if self._user(request) is not None:
            return None
        response = connection.respond(HTTPStatus.UNAUTHORIZED, "")
        response.body = msgspec.json.encode(SessionEnded().to_wire())
        del response.headers["Content-Length"]
        response.headers["Content-Length"] = str(len(response.body))
        return response

    def _user(self, request: Request | None) -> FakeUser | None:
        header = request.headers.get("Authorization", "") if request else ""
        return self._tokens.get(header.removeprefix("Bearer "))

    async def _serve(self, connection: ServerConnection) -> None:
        user = self._user(connection.request)
        if user is None:
            return
        self.connections += 1
        queue = self._out[connection] = asyncio.Queue()
        writer = asyncio.create_task(self._write(connection, queue))
        try:
            async for data in connection:
                self._receive(connection, user, data)
        except ConnectionClosed:
            pass
        finally:
            writer.cancel()
            self._here.pop(connection, None)
            del self._out[connection]

    async def _write(self, connection: ServerConnection, queue: asyncio.Queue[object]) -> None:
        """Send what is queued; a number closes the connection with this code."""
        while True:
            frame = await queue.get()
            if isinstance(frame, int):
                await connection.close(frame)
                return
            try:
                await connection.send(msgspec.json.encode(frame), text=True)
            except ConnectionClosed:
                return

    def _receive(self, connection: ServerConnection, user: FakeUser, data: str | bytes) -> None:
        out = self._out[connection]
        match _frames.decode(data):
            case Hello() as hello:
                self._welcome(connection, user, hello)
            case Ping():
                out.put_nowait(Pong())
            case Call() as call:
                reply = self._do(user, call)
                if self.lost_answers:
                    self.lost_answers -= 1
                    connection.transport.abort()
                else:
                    out.put_nowait(reply)

    def _welcome(self, connection: ServerConnection, user: FakeUser, hello: Hello) -> None:
        """Send what is newer than the hello says, and follow from there; all in one step of the event loop."""
        reset = hello.epoch != self.world.epoch
        out = self._out[connection]
        out.put_nowait(
            Welcome(
                epoch=self.world.epoch,
                user_id=user.id,
                session_id=new_id(self.world.now_ms()),
                now=self.world.now_ms(),
                reset=reset,
            )
        )
        for scope in self.world.scopes(user):
            after = 0 if reset else hello.revs.get(scope, 0)
            if self.world.ledger.rev(scope) > after:
                out.put_nowait(self.world.changes(user, scope, after))
        out.put_nowait(Synced())
        self._here[connection] = user

    def _do(self, user: FakeUser, call: Call) -> Answer | Refused:
        try:
            if self.refusals:
                raise self.refusals.popleft()
            result = answer(self.world, user, call.command)
        except Refusal as refused:
            return Refused(ref=call.ref, error=refused.to_wire())
        if isinstance(call.command, SignalTyping):
            self.signal(self.world.chats[call.command.chat_id], Typing(chat_id=call.command.chat_id, user_id=user.id))
        return Answer(call.ref, result)

    def _publish(self, frame: Rows) -> None:
        """Push rows to whoever follows their scope, or lose them if a test wants so."""
        self._changed.set()
        followers = [each for each, user in self._here.items() if frame.scope in self.world.scopes(user)]
        for connection in followers:
            if self.lost_rows:
                self.lost_rows -= 1
            else:
                self._out[connection].put_nowait(frame)
                self._joined(connection, frame)

    def _joined(self, connection: ServerConnection, frame: Rows) -> None:
        """Send a chat from the start to whoever comes into it."""
        user = self._here[connection]
        for row in frame.rows:
            if isinstance(row, Membership) and not row.left and not row.read_seq:
                for scope in (chat_scope(row.chat_id), marks_scope(row.chat_id)):
                    self._out[connection].put_nowait(self.world.changes(user, scope, 0))
