"""What is being written in the open chat: a new message, an answer, or an old message in other words."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

from molva.client.replica import Replica
from molva.desktop.context import Context
from molva.desktop.lines import Line
from molva.desktop.widgets.composer import Composer, ComposerEvents
from molva.desktop.words import Words
from molva.protocol.rows import ChatKind, ChatRole, Message
from molva.words import shown_name


@dataclass(frozen=True)
class WritingEvents:
    """What the rest of the chat has to do with it."""

    sent: Callable[[bool], None]
    """Something was sent: a new message, or a change of an old one."""
    last_own: Callable[[], Line | None]
    """Asked for the newest own message in view."""
    failed: Callable[[Exception], None]


class Writing:
    """The composer with what is answered or changed in it; keeps what was not sent for when a chat is shown again."""

    def __init__(self, master: tk.Misc, context: Context, events: WritingEvents) -> None:
        self._words, self._sentences, self._session = context.words, context.sentences, context.session
        self._events = events
        self.chat_id: str | None = None
        self.refusal = ""
        """Why the person cannot write here."""
        self._reply_to: int | None = None
        self._editing: Message | None = None
        self.composer = Composer(
            master, context.look, context.words, ComposerEvents(self._send, self._wrote, self.drop, self._edit_last)
        )

    def open(self, chat_id: str) -> None:
        """Write in another chat."""
        self.keep()
        self.drop()
        self.chat_id = chat_id
        self.composer.value = self._session.drafts.get(chat_id, "")

    def keep(self) -> None:
        """Remember what has been written and not sent, for when the chat is shown again."""
        if self.chat_id is not None and self._editing is None:
            self._session.drafts[self.chat_id] = self.composer.value

    def refresh(self) -> None:
        """Let the person write, or tell why not."""
        if self.chat_id is not None:
            self.refusal = why_silent(self._words, self._session.replica, self.chat_id)
            self.composer.allow(self.refusal)

    def reply(self, line: Line) -> None:
        """Begin to answer a message."""
        if line.seq is not None and self.chat_id is not None:
            self.drop()
            self._reply_to = line.seq
            message = self._session.replica.chats[self.chat_id].messages[line.seq]
            name = shown_name(self._sentences, self._session.replica, self.chat_id, message.sender_id)
            self.composer.show_about(self._words.reply_to.format(name=name), line.text)
            self.composer.text.focus_set()

    def edit(self, line: Line) -> None:
        """Begin to change a message of one's own."""
        if line.seq is not None and self.chat_id is not None:
            self.drop()
            self._editing = self._session.replica.chats[self.chat_id].messages[line.seq]
            self.composer.value = self._editing.text
            self.composer.show_about(self._words.editing, line.text)
            self.composer.text.focus_set()

    def drop(self) -> None:
        """Neither answer nor change a message."""
        if self._editing is not None:
            self.composer.value = ""
        self._reply_to, self._editing = None, None
        self.composer.show_about("", "")

    def _send(self, text: str) -> None:
        if self.chat_id is None:
            return
        editing, reply_to = self._editing, self._reply_to
        self.composer.value = ""
        self._editing = None
        self.drop()
        if editing is None:
            self._session.send(self.chat_id, text, reply_to)
        elif text != editing.text:
            change = self._session.client.edit(self.chat_id, editing.seq, text, seen=editing)
            self._session.do(change, failed=self._events.failed)
        self._events.sent(editing is None)

    def _wrote(self) -> None:
        if self.chat_id is not None and self._editing is None:
            self._session.signal_typing(self.chat_id)

    def _edit_last(self) -> None:
        line = self._events.last_own()
        if line is not None:
            self.edit(line)


def why_silent(words: Words, replica: Replica, chat_id: str) -> str:
    """Why the person cannot write in a chat, or nothing."""
    rows = replica.chats.get(chat_id)
    if rows is None or rows.chat is None or rows.chat.deleted or replica.left(chat_id):
        return words.gone
    me = rows.members.get(replica.user_id)
    role = me.role if me is not None else ChatRole.MEMBER
    allowed = rows.chat.who_writes is ChatRole.MEMBER or role in (rows.chat.who_writes, ChatRole.OWNER)
    return "" if allowed or rows.chat.kind is ChatKind.DIRECT else words.read_only
