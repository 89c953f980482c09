"""The messages of the open chat: a bounded window that is kept at the end, or where the reader has gone."""

from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.message import Message as Event
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True)
class Line:
    """What is drawn at one place; `id` stays as long as it is the same message."""

    id: str
    drawn: Content
    still: bool = False
    """It cannot be chosen: a day, or a note."""


class Timeline(OptionList):
    """Lines as options; asks for more when one of its ends is reached."""

    class OlderWanted(Event):
        """The reader is at the upper end."""

    class NewerWanted(Event):
        """The reader is at the lower end of a window that is not the end of the chat."""

    def __init__(self) -> None:
        super().__init__(id="timeline", markup=False)
        self._drawn: list[Line] = []
        self._held = False
        self._stays = False
        """The newest line was in sight when somebody last looked: it is to stay there in any window."""

    @property
    def at_end(self) -> bool:
        """Tell whether the newest line is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def chosen(self) -> str | None:
        """The line under the highlight."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def show(self, lines: list[Line], *, to_end: bool) -> None:
        """Draw the lines; what is there already stays where it is for the eye.

        Args:
            to_end: go to the newest line afterwards.
        """
        self._stays = to_end
        chosen, before = self.chosen, self._drawn
        self._drawn = lines
        if [line.id for line in lines[: len(before)]] == [line.id for line in before]:
            self._extend(before, lines)
        else:
            self._rebuild(lines, chosen, keep_place=not to_end)
        if to_end:
            self.call_after_refresh(self.go_to_end)

    def empty(self) -> None:
        """Forget the lines: what comes next is another chat."""
        self.clear_options()
        self.show([], to_end=False)

    def choose(self, line_id: str) -> None:
        """Put the highlight on a line, and bring it into sight."""
        index = next((index for index, line in enumerate(self._drawn) if line.id == line_id), None)
        if index is not None:
            self.highlighted = index
            self.call_after_refresh(self.scroll_to_highlight)

    def choose_last(self) -> None:
        """Put the highlight on the newest line that can be chosen."""
        index = next((i for i in range(len(self._drawn) - 1, -1, -1) if not self._drawn[i].still), None)
        if index is not None and self.highlighted is None:
            self.highlighted = index

    def go_to_end(self) -> None:
        """Bring the newest line into sight."""
        self.scroll_end(animate=False, immediate=True)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Follow the highlight, unless lines are only being put in place."""
        if not self._held:
            super().scroll_to_highlight(top)

    def on_resize(self) -> None:
        """Keep the newest line in sight in a smaller window, and in one that was not shown before."""
        if self._stays:
            self.call_after_refresh(self.go_to_end)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more at the ends."""
        super().watch_scroll_y(old_value, new_value)
        if self._held:
            return  # the lines are being put in place: nobody has gone anywhere
        self._stays = self.at_end
        if new_value < old_value and round(new_value) == 0:
            self.post_message(self.OlderWanted())
        elif new_value > old_value and self.at_end:
            self.post_message(self.NewerWanted())

    def action_cursor_up(self) -> None:
        """At the first line there may be older ones."""
        first = next((i for i, line in enumerate(self._drawn) if not line.still), None)
        if self.highlighted == first:
            self.post_message(self.OlderWanted())
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """At the last line there may be newer ones."""
        if self.highlighted == len(self._drawn) - 1:
            self.post_message(self.NewerWanted())
        else:
            super().action_cursor_down()

    def _extend(self, before: list[Line], lines: list[Line]) -> None:
        for old, new in zip(before, lines, strict=False):
            if old.drawn != new.drawn:
                self.replace_option_prompt(new.id, new.drawn)
        self.add_options(_option(line) for line in lines[len(before) :])

    def _rebuild(self, lines: list[Line], chosen: str | None, *, keep_place: bool) -> None:
        height, place = self.virtual_size.height, self.scroll_offset.y
        self._held = True
        self.clear_options()
        self.add_options(_option(line) for line in lines)
        ids = [line.id for line in lines]
        if chosen in ids:
            self.highlighted = ids.index(chosen)
        self.call_after_refresh(self._settle, Size(0, height), place, keep_place)

    def _settle(self, before: Size, place: int, keep_place: bool) -> None:
        """What came in above pushes the rest down: move along with it."""
        self._held = False
        if keep_place:
            self.scroll_to(y=place + max(0, self.virtual_size.height - before.height), animate=False, immediate=True)


def _option(line: Line) -> Option:
    return Option(line.drawn, id=line.id, disabled=line.still)
