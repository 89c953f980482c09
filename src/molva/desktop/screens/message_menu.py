"""What can be done with a message: the menu that a right click opens."""

import re
import tkinter as tk
import webbrowser
from collections.abc import Callable
from functools import partial
from typing import Final

from molva.desktop.context import Context
from molva.desktop.lines import Line
from molva.desktop.screens.polls import Polls
from molva.desktop.screens.writing import Writing
from molva.desktop.widgets.dialog import Question

QUICK: Final = ("👍", "❤️", "😂", "😮", "😢", "🔥")
LINK: Final = re.compile(r"https?://[^\s<>\"']+")
SHOWN_LINK: Final = 50


class MessageMenu:
    """Offers what is possible with a line, and does what is chosen."""

    def __init__(
        self,
        master: tk.Misc,
        context: Context,
        writing: Writing,
        polls: Polls,
        *,
        react: Callable[[Line, str], None],
        failed: Callable[[Exception], None],
        forward: Callable[[int], None],
    ) -> None:
        self._master = master
        self._look, self._words, self._session = context.look, context.words, context.session
        self._writing = writing
        self._polls = polls
        self._react = react
        self._failed = failed
        self._forward = forward
        self.menu = tk.Menu(master, tearoff=False)

    def show(self, line: Line, x: int, y: int) -> None:
        """Open the menu at a point of the screen."""
        self.fill(line)
        if self.menu.index("end") is not None:
            self.menu.tk_popup(x, y)

    def fill(self, line: Line) -> None:
        """Put into the menu what is possible with this line."""
        words, menu = self._words, self.menu
        menu.delete(0, "end")
        self._look.dress(menu)
        chat_id = self._writing.chat_id
        if chat_id is None:
            return
        if line.seq is None:
            self._fill_waiting(line)
            return
        if line.gone:
            menu.add_command(label=words.hide, command=partial(self._hide, chat_id, line.seq))
            return
        menu.add_command(label=words.reply, command=partial(self._writing.reply, line))
        reactions = tk.Menu(menu, tearoff=False)
        self._look.dress(reactions)
        for emoji in QUICK:
            reactions.add_command(label=emoji, command=partial(self._react, line, emoji))
        menu.add_cascade(label=words.react, menu=reactions)
        menu.add_command(label=words.copy, command=partial(self._copy, line.text))
        for url in dict.fromkeys(LINK.findall(line.text)):
            menu.add_command(label=words.open_link.format(url=url[:SHOWN_LINK]), command=partial(webbrowser.open, url))
        if line.poll is None:
            menu.add_command(label=words.forward, command=partial(self._forward, line.seq))
        else:
            self._add_poll(line.seq)
        self._add_pin(line.seq, chat_id)
        if line.own and line.can_change:
            menu.add_command(label=words.edit, command=partial(self._writing.edit, line))
        if line.own:
            menu.add_command(label=words.delete, command=partial(self._ask_to_delete, chat_id, line.seq))
        menu.add_command(label=words.hide, command=partial(self._hide, chat_id, line.seq))

    def _fill_waiting(self, line: Line) -> None:
        self.menu.add_command(label=self._words.copy, command=partial(self._copy, line.text))
        if line.refused:
            self.menu.add_command(label=self._words.try_again, command=partial(self._session.send_again, line.key))
            self.menu.add_command(label=self._words.discard, command=partial(self._session.discard, line.key))

    def _add_poll(self, seq: int) -> None:
        words, polls = self._words, self._polls
        for possible, label, do in (
            (polls.can_retract, words.retract_vote, polls.retract),
            (polls.tells_voters, words.voters, polls.show_voters),
            (polls.can_close, words.close_poll, polls.ask_to_close),
        ):
            if possible(seq):
                self.menu.add_command(label=label, command=partial(do, seq))

    def _add_pin(self, seq: int, chat_id: str) -> None:
        pin = self._session.replica.chats[chat_id].pins.get(seq)
        if pin is not None and not pin.removed:
            self.menu.add_command(label=self._words.unpin, command=partial(self._pin, chat_id, seq, on=False))
        else:
            self.menu.add_command(label=self._words.pin, command=partial(self._pin, chat_id, seq, on=True))

    def _pin(self, chat_id: str, seq: int, *, on: bool) -> None:
        client = self._session.client
        if on:
            self._session.do(client.pin(chat_id, seq), failed=self._failed)
        else:
            self._session.do(client.unpin(chat_id, seq), failed=self._failed)

    def _copy(self, text: str) -> None:
        self._master.clipboard_clear()
        self._master.clipboard_append(text)

    def _hide(self, chat_id: str, seq: int) -> None:
        self._session.do(self._session.client.hide(chat_id, seq), failed=self._failed)

    def _ask_to_delete(self, chat_id: str, seq: int) -> None:
        def delete() -> None:
            self._session.do(self._session.client.delete(chat_id, seq), failed=self._failed)

        Question(self._master, self._look, self._words, self._words.really_delete, self._words.delete, delete)
