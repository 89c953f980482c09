"""What the parts of the main screen work with: words and session, the line that tells something, small windows."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from molva.client import ClientError
from molva.protocol.errors import Refusal
from molva.tui.choice import Choice
from molva.tui.notice import Notice
from molva.tui.session import Session
from molva.tui.words import Words
from molva.words import explain

A = TypeVar("A")


class Desk:
    """Made by the main screen, and handed to each of its parts.

    Args:
        redraw: draws chats anew wherever they are shown.
    """

    def __init__(
        self, screen: Screen[None], words: Words, session: Session, redraw: Callable[[set[str]], None]
    ) -> None:
        self.words = words
        self.session = session
        self.redraw = redraw
        self._screen = screen

    def say(self, line: str) -> None:
        """Tell a line that stays until something else is done."""
        for notice in self._screen.query("#notice").results(Static):  # none while the program ends
            notice.update(line)
            notice.display = bool(line)

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        self.say(explain(self.words.shared, error))

    def do(self, work: Coroutine[Any, Any, object]) -> None:
        """Carry something out beside everything else; what goes wrong is told."""
        self._screen.run_worker(self._told(work))

    def ask(self, window: ModalScreen[A | None], then: Callable[[A], None]) -> None:
        """Show a small window, and go on with what it gives, if that is anything."""

        def answered(answer: A | None) -> None:
            if answer is not None:
                then(answer)

        self._screen.app.push_screen(window, answered)

    def confirm(self, question: str, deed: str, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Carry something out once somebody has chosen it by its name.

        Args:
            deed: what is done, in a word or two.
        """
        self.ask(Choice(question, [(None, self.words.cancel), ("yes", deed)]), lambda _: self.do(work()))

    def show(self, title: str, text: str) -> None:
        """Show something to read."""
        self._screen.app.push_screen(Notice(title, text))

    def copy(self, text: str) -> None:
        """Put a text where the terminal keeps what was copied."""
        self._screen.app.copy_to_clipboard(text)
        self.say(self.words.copied)

    async def _told(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except (Refusal, ClientError, OSError) as error:  # a `TimeoutError` is an `OSError`
            self.tell(error)
