"""One user's talk with the server, as the screens need it: the SDK's client, who is here, what is on its way."""

import contextlib
import time

from molva.client import Client, ClientError, State
from molva.client.chat_rows import ChatRows
from molva.client.login import Login
from molva.client.outbox import Entry
from molva.client.outgoing import Outgoing
from molva.client.receipts import Receipts
from molva.client.votes import Votes
from molva.protocol.commands import EditMessage, MarkChat, SendMessage, VoteInPoll
from molva.protocol.errors import Refusal
from molva.protocol.rows import ChatKind, Message
from molva.protocol.signals import TYPING_SECONDS, AnySignal, Presence, Typing
from molva.words.poll_lines import Ballots

TYPING_AGAIN_SECONDS = TYPING_SECONDS / 2


class Session:
    """What is known beside the rows, and the few commands that every screen gives."""

    def __init__(self, client: Client, login: Login) -> None:
        self.client = client
        self.login = login
        self.replica = client.replica
        self.outgoing = Outgoing(client.unanswered())
        self._votes = Votes(client.unanswered())
        self.drafts: dict[str, str] = {}
        """What was begun in chats that are not open, by chat."""
        self._presence: dict[str, Presence] = {}
        self._typists: dict[str, dict[str, float]] = {}
        self._read: dict[str, int] = {}
        self._receipts = Receipts(client)
        self._typed_at: dict[str, float] = {}

    @property
    def online(self) -> bool:
        """Tell whether commands reach the server now."""
        return self.client.state is State.ONLINE

    @property
    def unsent(self) -> int:
        """How much of what was written is not on the server, refused messages included."""
        waiting = [command for command in self.client.unanswered() if not isinstance(command, MarkChat)]
        return len(waiting) + len(self.outgoing.refused())

    async def send(self, chat_id: str, text: str, *, reply_to: int | None) -> None:
        """Write a message: it is on the disk when this returns, and on the server as soon as there is a way.

        Raises:
            Refusal: it could never be sent.
        """
        command = SendMessage(chat_id=chat_id, id=self.client.new_id(), text=text, reply_to=reply_to)
        self.outgoing.put(command)
        try:
            await self.client.post(command)
        except Refusal:
            self.outgoing.drop(command.id)
            raise

    async def send_again(self, message_id: str) -> None:
        """Write a refused message once more, as a new one."""
        unsent = self.outgoing.find(message_id)
        if unsent is not None:
            self.outgoing.drop(message_id)
            await self.send(unsent.command.chat_id, unsent.command.text, reply_to=unsent.command.reply_to)

    async def edit(self, message: Message, text: str) -> None:
        """Change an own message, unless another device has done so since it was read here."""
        known = message.edited_at or 0
        await self.client.post(EditMessage(chat_id=message.chat_id, seq=message.seq, text=text, known_edited_at=known))

    async def vote(self, chat_id: str, seq: int, options: tuple[int, ...]) -> None:
        """Answer a poll, now or once there is a connection; without options take the vote back.

        Raises:
            Refusal: it could never be sent.
        """
        command = VoteInPoll(chat_id=chat_id, seq=seq, options=options)
        self._votes.put(command)
        try:
            await self.client.post(command)
        except Refusal:
            self._votes.drop(command)
            raise

    def ballots(self, chat_id: str) -> Ballots:
        """What the reader has chosen in the polls of a chat and no row tells yet."""
        self._votes.arrived(self.replica)
        return Ballots(sent=self._votes.of(chat_id))

    def refused(self, entry: Entry, error: Exception) -> None:
        """Hear from the SDK that something posted was refused for good."""
        if isinstance(entry.command, SendMessage):
            self.outgoing.refuse(entry.id, error)
        elif isinstance(entry.command, VoteInPoll):
            self._votes.drop(entry.command)

    def arrived(self, message: Message) -> None:
        """A message is in its chat now: nothing is on its way any more, and who wrote it has stopped typing."""
        self.outgoing.drop(message.id)
        self._typists.get(message.chat_id, {}).pop(message.sender_id, None)

    async def read(self, chat_id: str) -> None:
        """Tell that everything in a chat has been seen."""
        rows, membership = self.replica.chats.get(chat_id), self.replica.memberships.get(chat_id)
        if rows is None or membership is None or rows.last_seq <= max(membership.read_seq, self._read.get(chat_id, 0)):
            return
        self._read[chat_id] = rows.last_seq
        with contextlib.suppress(Refusal, ClientError, OSError):  # it is told with the next message
            await self.client.post(MarkChat(chat_id=chat_id, read_seq=rows.last_seq))

    async def received(self, chat_id: str) -> None:
        """Tell the others that what they have written is here."""
        await self._receipts.tell(chat_id)

    async def typing(self, chat_id: str) -> None:
        """Show the others that something is being written, now and then."""
        now = time.monotonic()
        if self.online and now - self._typed_at.get(chat_id, -TYPING_SECONDS) >= TYPING_AGAIN_SECONDS:
            self._typed_at[chat_id] = now
            with contextlib.suppress(Refusal, ClientError, TimeoutError):  # nobody misses what is shown for moments
                await self.client.typing(chat_id)

    async def save_draft(self, chat_id: str, text: str) -> None:
        """Keep what was begun for the user's other devices, if they can be reached."""
        if self.online:
            with contextlib.suppress(Refusal, ClientError, TimeoutError):  # it stays in this program
                await self.client.save_draft(chat_id, text)

    def heard(self, signal: AnySignal) -> None:
        """Somebody came, went, or writes."""
        match signal:
            case Presence():
                self._presence[signal.user_id] = signal
            case Typing() if signal.user_id != self.replica.user_id:
                until = time.monotonic() + TYPING_SECONDS
                self._typists.setdefault(signal.chat_id, {})[signal.user_id] = until
            case _:
                pass

    def typists(self, chat_id: str) -> list[str]:
        """Who writes in a chat at this moment."""
        now = time.monotonic()
        return [user_id for user_id, until in self._typists.get(chat_id, {}).items() if until > now]

    def presence(self, user_id: str) -> Presence | None:
        """What is known of whether somebody is here."""
        return self._presence.get(user_id)

    def peer(self, chat_id: str) -> str | None:
        """The other one of a direct chat."""
        rows = self.replica.chats.get(chat_id, ChatRows())
        if rows.chat is None or rows.chat.kind is not ChatKind.DIRECT:
            return None
        return next((user_id for user_id in rows.members if user_id != self.replica.user_id), None)

    def peer_online(self, chat_id: str) -> bool:
        """Tell whether the other one of a direct chat is here."""
        presence = self._presence.get(self.peer(chat_id) or "")
        return presence is not None and presence.online


def now_ms() -> int:
    """Milliseconds since the epoch."""
    return time.time_ns() // 1_000_000
