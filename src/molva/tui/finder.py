"""A small window that finds a chat or a person by a few letters."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from molva.client import ClientError
from molva.protocol.commands import FindPeople
from molva.protocol.errors import Refusal
from molva.tui.listing import Listing
from molva.tui.session import Session
from molva.tui.words import Words
from molva.words import chat_name, person_name, printable

SHOWN = 30


@dataclass(frozen=True)
class Found:
    """What was chosen: a chat that is there, a person to write to, or the name of a group to be made."""

    chat_id: str = ""
    user_id: str = ""
    group: str = ""


class Finder(ModalScreen[Found | None]):
    """Gives what was found, or None.

    Args:
        anybody: people whom one has no chat with are found, too, and groups are made.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss_none"), Binding("down", "to_list")]

    def __init__(self, words: Words, session: Session, title: str, *, anybody: bool) -> None:
        super().__init__()
        self._words = words
        self._session = session
        self._title = title
        self._chats = [
            (each.chat_id, chat_name(words.shared, session.replica, each.chat_id))
            for each in Listing(session.replica).look()
        ]
        self._anybody = anybody
        self._found: dict[str, Found] = {}

    def compose(self) -> ComposeResult:
        """A field, and what it finds."""
        with Vertical(classes="window"):
            yield Static(self._title, classes="title", markup=False)
            yield Input(placeholder=self._words.find)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Everything is found at first."""
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other letters find others."""
        self._list(event.value.strip())
        if self._anybody and event.value.strip():
            self.run_worker(self._look_up(event.value.strip()), exclusive=True, exit_on_error=False)

    def on_input_submitted(self) -> None:
        """Enter takes the first one."""
        options = self.query_one(OptionList)
        if options.option_count:
            self._take(options.get_option_at_index(options.highlighted or 0).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was chosen."""
        self._take(event.option_id)

    def action_to_list(self) -> None:
        """Down leads from the field into the list."""
        self.query_one(OptionList).focus()

    def action_dismiss_none(self) -> None:
        """None was chosen."""
        self.dismiss(None)

    def _take(self, name: str | None) -> None:
        if name is not None and name in self._found:
            self.dismiss(self._found[name])

    def _list(self, query: str) -> None:
        options, folded = self.query_one(OptionList), query.casefold()
        self._found.clear()
        options.clear_options()
        for chat_id, name in [each for each in self._chats if folded in each[1].casefold()][:SHOWN]:
            self._offer(f"c{chat_id}", name, Found(chat_id=chat_id))
        if self._anybody and query:
            self._offer("group", self._words.group_new.format(name=printable(query)), Found(group=query))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(self._words.nothing_found, disabled=True))

    async def _look_up(self, query: str) -> None:
        try:
            page = await self._session.client.call(FindPeople(query=query.removeprefix("@")))
        except (Refusal, ClientError, TimeoutError):
            return  # without a connection only the chats are found
        known = {self._session.peer(chat_id) for chat_id, _ in self._chats}
        for person in page.people[:SHOWN]:
            if person.user_id not in known and person.user_id != self._session.replica.user_id:
                name = person_name(self._words.shared, person.name)
                mark = self._words.person_mark.format(username=printable(person.username))
                self._offer(f"p{person.user_id}", f"{name} · {mark}", Found(user_id=person.user_id))

    def _offer(self, name: str, said: str, found: Found) -> None:
        if name not in self._found:
            self._found[name] = found
            self.query_one(OptionList).add_option(Option(said, id=name))
