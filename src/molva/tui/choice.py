"""A small window with things to choose from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class Choice(ModalScreen[str | None]):
    """Gives the id of what was chosen, or None.

    Args:
        title: what it is about.
        choices: id and words of each; without an id it closes the window.
        note: shown where there is nothing to choose.
        at: the number of the choice under the highlight, from 0.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss_none")]

    def __init__(
        self, title: str, choices: Sequence[tuple[str | None, str | Content]], note: str = "", *, at: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._note = note
        self._at = at

    def compose(self) -> ComposeResult:
        """A title, and the list."""
        with Vertical(classes="window"):
            yield Static(self._title, classes="title", markup=False)
            if self._choices:
                yield OptionList(*(Option(words, id=name) for name, words in self._choices), markup=False)
            else:
                yield Static(self._note, markup=False)

    def on_mount(self) -> None:
        """The list is ready."""
        for options in self.query(OptionList):
            options.highlighted = self._at

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Something was chosen."""
        self.dismiss(event.option_id)

    def action_dismiss_none(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)
