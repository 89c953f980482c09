"""One signed-in person: the client, what is on its way, who is writing, and news for the window."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar

from molva.client import Client, FellBehind, State
from molva.client.delivery import Delivery
from molva.client.login import Login
from molva.client.outbox import Entry
from molva.client.outgoing import Outgoing
from molva.client.receipts import Receipts
from molva.client.votes import Votes
from molva.desktop.bridge import Bridge
from molva.desktop.chat_entries import is_muted
from molva.desktop.typists import Typists
from molva.protocol.commands import SendMessage, VoteInPoll
from molva.protocol.errors import Refusal
from molva.protocol.rows import AnyRow, Message, Vote
from molva.protocol.signals import TYPING_SECONDS, Presence, Typing

A = TypeVar("A")

KEPT_MESSAGES: Final = 20_000
"""Of each chat, for whoever reads back so far: rows of a few hundred bytes. Others keep what the SDK does."""

PAGE: Final = 100


class Session:
    """What the window shows and does for the person who is signed in.

    Args:
        folder: where unsent messages survive the program.
        soon: calls something once the window has nothing else to do.
        changed: what is shown may be out of date; called once for many changes.
        heard: a message of somebody else came that deserves attention.
        ended: the server will not have this session back.
    """

    def __init__(
        self,
        bridge: Bridge,
        login: Login,
        folder: Path,
        *,
        soon: Callable[[Callable[[], None]], object],
        changed: Callable[[], None],
        heard: Callable[[Message], None],
        ended: Callable[[Exception], None],
    ) -> None:
        self.login = login
        self.presence: dict[str, Presence] = {}
        self.drafts: dict[str, str] = {}
        """What has been written and not sent, by chat; it ends with the program."""
        self.was_online = False
        """The replica has been in sync once, so an empty list is empty."""
        self.at_start: set[str] = set()
        """Chats of which no older messages are to be had."""
        self.loading: set[str] = set()
        """Chats of which older messages are on their way."""
        self._bridge = bridge
        self._soon = soon
        self._changed = changed
        self._heard = heard
        self._ended = ended
        self._told = False
        self._typists = Typists()
        self._typed: dict[str, float] = {}
        self._marked: dict[str, int] = {}
        self._announced: dict[str, int] = {}
        self._writing: set[asyncio.Task[Any]] = set()
        self.client = Client(login.url, login.token, folder=folder, on_refused=self._refused)
        self.replica = self.client.replica
        self._receipts = Receipts(self.client)
        self._arrived: set[str] = set()
        """Chats whose senders are to be told that their messages have come."""
        self.outgoing = Outgoing(self.client.unanswered())
        self.votes = Votes(self.client.unanswered())
        self._tasks = [bridge.task(work(), failed=self._end) for work in (self._rows, self._signals, self._states)]

    @property
    def state(self) -> State:
        """How the client stands to its server."""
        return self.client.state

    async def close(self) -> None:
        """Write down what was just sent, and disconnect."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)
        await self.client.close()

    def typing(self) -> dict[str, list[str]]:
        """Who is writing now, by chat."""
        return self._typists.at(time.monotonic())

    # --- what the person does ------------------------------------------------------------------------------------

    def send(self, chat_id: str, text: str, reply_to: int | None = None) -> None:
        """Send a text, now or once there is a connection."""
        self._post(SendMessage(chat_id=chat_id, id=self.client.new_id(), text=text, reply_to=reply_to))

    def send_again(self, message_id: str) -> None:
        """Try a refused message once more."""
        unsent = self.outgoing.find(message_id)
        if unsent is not None:
            self._post(unsent.command)

    def discard(self, message_id: str) -> None:
        """Forget a refused message."""
        self.outgoing.drop(message_id)
        self.tell()

    def vote(self, chat_id: str, seq: int, options: tuple[int, ...], *, failed: Callable[[Exception], None]) -> None:
        """Answer a poll, now or once there is a connection; without options take the vote back."""
        command = VoteInPoll(chat_id=chat_id, seq=seq, options=options)
        self.votes.put(command)
        self.tell()

        def refused(error: Exception) -> None:
            self.votes.drop(command)
            self.tell()
            failed(error)

        def posted(on_its_way: Delivery[Vote]) -> None:
            async def answered() -> None:
                await on_its_way

            self._bridge.start(answered(), then=lambda _: self.tell(), failed=refused)

        self._write(self.client.post(command), then=posted, failed=refused)

    def mark_read(self, chat_id: str, seq: int) -> None:
        """Tell that everything up to a message has been read, if that is news."""
        membership = self.replica.memberships.get(chat_id)
        known = max(membership.read_seq if membership else 0, self._marked.get(chat_id, 0))
        if seq > known and self.state is State.ONLINE:
            self._marked[chat_id] = seq
            self._bridge.start(self.client.mark_read(chat_id, seq), failed=lambda _: None)

    def signal_typing(self, chat_id: str) -> None:
        """Show the others that something is being written; as often as it is called, every few seconds."""
        now = time.monotonic()
        if self.state is State.ONLINE and now - self._typed.get(chat_id, 0.0) > TYPING_SECONDS / 2:
            self._typed[chat_id] = now
            self._bridge.start(self.client.typing(chat_id), failed=lambda _: None)

    def load_older(self, chat_id: str, before: int | None) -> None:
        """Read the page before a message into the replica, unless it comes already, or there is none, or no room."""
        if chat_id in self.loading or chat_id in self.at_start or self.state is not State.ONLINE:
            return
        rows = self.replica.chats.get(chat_id)
        room = PAGE if rows is None else len(rows.messages) + PAGE
        if room > KEPT_MESSAGES:
            return  # the replica would let go of them at once, and they would be asked for again
        self.replica.keep_messages = max(self.replica.keep_messages, room)
        self.loading.add(chat_id)

        async def load() -> None:
            page = await self.client.history(chat_id, before=before, limit=PAGE)
            if page.at_start or not page.messages:
                self.at_start.add(chat_id)

        def done(_: object) -> None:
            self.loading.discard(chat_id)
            self.tell()

        self._bridge.start(load(), then=done, failed=done)

    def do(
        self,
        work: Coroutine[Any, Any, A],
        then: Callable[[A], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Carry out a command of the client."""
        self._bridge.start(work, then, failed)

    def tell(self) -> None:
        """What is shown may be out of date."""
        if not self._told:
            self._told = True
            self._soon(self._tell)

    def _tell(self) -> None:
        self._told = False
        arrived, self._arrived = self._arrived, set()
        for chat_id in arrived:
            self._bridge.start(self._receipts.tell(chat_id))
        self.outgoing.settle(self.replica)
        self.votes.arrived(self.replica)
        self._changed()

    # --- what comes ----------------------------------------------------------------------------------------------

    async def _rows(self) -> None:
        self.client.start()
        while True:
            try:
                async for row in self.client.rows():
                    self._take(row)
                return
            except FellBehind:
                self._arrived.update(self.replica.chats)
                self.tell()

    async def _signals(self) -> None:
        async for signal in self.client.signals():
            if isinstance(signal, Presence):
                self.presence[signal.user_id] = signal
            else:
                self._heard_typing(signal)
            self.tell()

    async def _states(self) -> None:
        async for state in self.client.states():
            if state is State.ONLINE:
                if not self.was_online:
                    self._announced = {chat_id: rows.last_seq for chat_id, rows in self.replica.chats.items()}
                self.was_online = True
                self._arrived.update(self.replica.chats)
                self._marked.clear()
            self.tell()

    def _heard_typing(self, signal: Typing) -> None:
        if signal.user_id != self.replica.user_id:
            self._typists.heard(signal, time.monotonic())
            self._bridge.loop.call_later(TYPING_SECONDS + 0.1, self.tell)

    def _take(self, row: AnyRow) -> None:
        if isinstance(row, Message):
            self._typists.sent(row.chat_id, row.sender_id)
            self._arrived.add(row.chat_id)
            self._announce(row)
        self.tell()

    def _announce(self, message: Message) -> None:
        """Tell of a message that is new, of somebody else, unread and not muted."""
        if not self.was_online or message.seq <= self._announced.get(message.chat_id, 0):
            return
        self._announced[message.chat_id] = message.seq
        membership = self.replica.memberships.get(message.chat_id)
        own = message.sender_id == self.replica.user_id or message.service is not None or message.deleted
        unread = membership is not None and membership.read_seq < message.seq and membership.following
        if not own and unread and not is_muted(self.replica, message.chat_id, _now()):
            self._heard(message)

    # --- what goes -----------------------------------------------------------------------------------------------

    def _post(self, command: SendMessage) -> None:
        self.outgoing.put(command)
        self.tell()

        # `_refused` hears of a refusal, which comes later than the end of writing it down.
        self._write(
            self.client.post(command),
            then=lambda _: self.tell(),
            failed=lambda error: self._failed(command, error),
        )

    def _write(
        self, work: Coroutine[Any, Any, A], then: Callable[[A], None], failed: Callable[[Exception], None]
    ) -> None:
        """Write something down, which is waited for at the end."""
        task = self._bridge.task(work, then, failed)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    def _refused(self, entry: Entry, error: Exception) -> None:
        if isinstance(entry.command, SendMessage):
            self._failed(entry.command, error)

    def _failed(self, command: SendMessage, error: Exception) -> None:
        self.outgoing.refuse(command.id, error)
        self.tell()

    def _end(self, error: Exception) -> None:
        if isinstance(error, Refusal) or self.state is State.ENDED:
            self._ended(error)


def _now() -> int:
    return time.time_ns() // 1_000_000
