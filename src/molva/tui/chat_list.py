"""The list of chats: the latest written first, with what is unread."""

from typing import Final

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from molva.tui.desk import Desk
from molva.tui.listing import Listed, Listing, draw_listed

LEAST_CELLS: Final = 12


class ChatList(OptionList):
    """Chats as options named by their ids."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="chats", markup=False)
        self._desk = desk
        self._listing = Listing(desk.session.replica)
        self.shown: list[Listed] = []

    def show(self, changed: set[str] | None = None) -> None:
        """Draw the list; where the order stays, only the lines of what has changed."""
        before, self.shown = [each.chat_id for each in self.shown], self._listing.look(changed)
        if changed is not None and before == [each.chat_id for each in self.shown]:
            for each in self.shown:
                if each.chat_id in changed:
                    self.replace_option_prompt(each.chat_id, self._draw(each))
            return
        chosen = self.chosen
        with self.app.batch_update():
            self.clear_options()
            self.add_options(Option(self._draw(each), id=each.chat_id) for each in self.shown)
            self.choose(chosen)

    def _draw(self, each: Listed) -> Content:
        width = max(LEAST_CELLS, self.scrollable_content_region.width)
        return draw_listed(self._desk.words, self._desk.session, each, width)

    @property
    def chosen(self) -> str | None:
        """The chat under the highlight."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def choose(self, chat_id: str | None) -> None:
        """Put the highlight on a chat, or on the first one where that is not here."""
        ids = [each.chat_id for each in self.shown]
        if ids:
            self.highlighted = ids.index(chat_id) if chat_id in ids else 0
