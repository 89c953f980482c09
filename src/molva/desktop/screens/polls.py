"""What the reader does with polls: ticks, votes, takes a vote back, closes one, and asks who has voted."""

import tkinter as tk
from collections.abc import Callable

from molva.desktop.context import Context
from molva.desktop.lines import Line
from molva.desktop.screens.voters import VotersDialog
from molva.desktop.widgets.dialog import Question
from molva.protocol.rows import ChatKind, ChatRole, Message
from molva.words.poll_lines import Ballots, can_retract


class Polls:
    """The polls of the open chat.

    Args:
        changed: what is ticked has changed.
        failed: called with an error to be shown.
    """

    def __init__(
        self, master: tk.Misc, context: Context, *, changed: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        self._master = master
        self._context = context
        self._session = context.session
        self._changed = changed
        self._failed = failed
        self._chat_id = ""
        self._ticked: dict[int, frozenset[int]] = {}

    def open(self, chat_id: str) -> None:
        """Show the polls of another chat; what was ticked and not sent is forgotten."""
        self._chat_id = chat_id
        self._ticked.clear()

    @property
    def ballots(self) -> Ballots:
        """What no row tells yet."""
        return Ballots(dict(self._ticked), self._session.votes.of(self._chat_id))

    def choose(self, line: Line, option: int) -> None:
        """Vote for an option, or tick it where several may be chosen."""
        if line.poll is None or line.seq is None or not line.poll.votable:
            return
        if not line.poll.several:
            self._vote(line.seq, option)
            return
        self._ticked[line.seq] = self._ticked.get(line.seq, frozenset()) ^ {option}
        self._changed()

    def vote(self, line: Line) -> None:
        """Send what is ticked."""
        if line.seq is not None and (ticked := self._ticked.pop(line.seq, None)):
            self._vote(line.seq, *sorted(ticked))

    def retract(self, seq: int) -> None:
        """Take the vote back."""
        self._vote(seq)

    def ask_to_close(self, seq: int) -> None:
        """Ask, then let nobody answer any more."""
        words, session = self._context.words, self._session

        def close() -> None:
            session.do(session.client.close_poll(self._chat_id, seq), failed=self._failed)

        Question(self._master, self._context.look, words, words.really_close_poll, words.close_poll, close)

    def show_voters(self, seq: int) -> None:
        """Show who has chosen what."""
        message = self._message(seq)
        if message is not None and message.poll is not None:
            VotersDialog(self._master, self._context, message, message.poll)

    def can_retract(self, seq: int) -> bool:
        """Tell whether the reader has a vote that may be taken back: not in a quiz, and not once it is closed."""
        message = self._message(seq)
        return message is not None and can_retract(self._session.replica, message, self.ballots)

    def can_close(self, seq: int) -> bool:
        """Tell whether the reader may close a poll: their own, or any as the owner or an admin of the chat."""
        message = self._message(seq)
        if message is None or message.poll is None or message.poll.closed:
            return False
        replica = self._session.replica
        rows = replica.chats[self._chat_id]
        me = rows.members.get(replica.user_id)
        ranked = rows.chat is not None and rows.chat.kind in (ChatKind.GROUP, ChatKind.CHANNEL)
        moderates = ranked and me is not None and me.role is not ChatRole.MEMBER
        return message.sender_id == replica.user_id or moderates

    def tells_voters(self, seq: int) -> bool:
        """Tell whether there is somebody to be shown."""
        message = self._message(seq)
        poll = None if message is None else message.poll
        return poll is not None and not poll.anonymous and poll.voters > 0

    def _vote(self, seq: int, *options: int) -> None:
        self._session.vote(self._chat_id, seq, options, failed=self._failed)

    def _message(self, seq: int) -> Message | None:
        rows = self._session.replica.chats.get(self._chat_id)
        return None if rows is None else rows.messages.get(seq)
