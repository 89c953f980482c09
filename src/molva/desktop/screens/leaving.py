"""Leaving a chat, after a question."""

import tkinter as tk
from collections.abc import Callable

from molva.desktop.context import Context
from molva.desktop.widgets.dialog import Question
from molva.protocol.rows import ChatKind
from molva.words import chat_name


def can_leave(context: Context, chat_id: str) -> bool:
    """Tell whether a chat is one that people come into and leave."""
    rows = context.session.replica.chats.get(chat_id)
    return rows is not None and rows.chat is not None and rows.chat.kind in (ChatKind.GROUP, ChatKind.CHANNEL)


def ask_to_leave(
    master: tk.Misc,
    context: Context,
    chat_id: str,
    *,
    failed: Callable[[Exception], None],
    then: Callable[[object], None] | None = None,
) -> None:
    """Ask, then leave a chat; `then` is called when the server has said yes."""
    words, session = context.words, context.session
    name = chat_name(context.sentences, session.replica, chat_id)

    def leave() -> None:
        session.do(session.client.leave_chat(chat_id), then=then, failed=failed)

    Question(master, context.look, words, words.really_leave.format(name=name), words.leave, leave)
