"""A small window with a text to read: the keys, or a link that is shown once."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static


class Notice(ModalScreen[None]):
    """Stays until a key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1,q", "close")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """A title, and the text."""
        with VerticalScroll(classes="window"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, markup=False)

    def action_close(self) -> None:
        """It was read."""
        self.dismiss(None)
