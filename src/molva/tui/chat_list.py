"""The list of chats: the latest written first, with what is unread."""

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from molva.tui.listing import Listed, Listing, draw_listed
from molva.tui.session import Session
from molva.tui.words import Words


class ChatList(OptionList):
    """Chats as options named by their ids."""

    def __init__(self) -> None:
        super().__init__(id="chats", markup=False)
        self.shown: list[Listed] = []

    def show(
        self, words: Words, session: Session, listing: Listing, drafts: dict[str, str], changed: set[str] | None = None
    ) -> None:
        """Draw the list; where the order stays, only the lines of what has changed."""
        before, self.shown = [each.chat_id for each in self.shown], listing.look(changed)
        width = max(12, self.scrollable_content_region.width)
        chosen = self.chosen
        if before == [each.chat_id for each in self.shown] and changed is not None:
            for each in self.shown:
                if each.chat_id in changed:
                    drawn = draw_listed(words, session, each, drafts.get(each.chat_id, ""), width)
                    self.replace_option_prompt(each.chat_id, drawn)
            return
        with self.app.batch_update():
            self.clear_options()
            self.add_options(
                Option(draw_listed(words, session, each, drafts.get(each.chat_id, ""), width), id=each.chat_id)
                for each in self.shown
            )
            self.choose(chosen)

    @property
    def chosen(self) -> str | None:
        """The chat under the highlight."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def choose(self, chat_id: str | None) -> None:
        """Put the highlight on a chat, or on the first one where that is not here."""
        ids = [each.chat_id for each in self.shown]
        if ids:
            self.highlighted = ids.index(chat_id) if chat_id in ids else 0
