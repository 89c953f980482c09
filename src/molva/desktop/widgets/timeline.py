"""The open chat: a canvas on which only the lines near what is seen exist, however many there are."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from tkinter import ttk
from typing import Final

from molva.desktop.lines import Line
from molva.desktop.look import Look
from molva.desktop.widgets.drawn_lines import DrawnLines, Lines
from molva.desktop.widgets.poll_drawing import PRESSABLE
from molva.desktop.widgets.wheel import NOTCH, bind_wheel
from molva.desktop.windowing import RIGHT_CLICKS, later
from molva.desktop.words import Words

MARGIN: Final = 1.0
"""Heights of the view that are drawn above and below it."""
NEAR_BOTTOM: Final = 8


@dataclass(frozen=True)
class TimelineEvents:
    """What a person does in the timeline."""

    menu: Callable[[Line, int, int], None]
    """Asked for what can be done with a line, at a point of the screen."""
    react: Callable[[Line, str], None]
    choose: Callable[[Line, int], None]
    """Chose an option of a poll, from 0."""
    vote: Callable[[Line], None]
    """Has ticked all options of a poll that are meant."""
    jump: Callable[[int], None]
    """Chose a quote."""
    older: Callable[[], None]
    """Came near the first line that is here."""
    moved: Callable[[], None]
    """Something else is seen now."""


class Timeline(ttk.Frame):
    """Shows lines; stays at the newest line, or where the reader has scrolled to."""

    def __init__(self, master: tk.Misc, look: Look, words: Words, events: TimelineEvents) -> None:
        super().__init__(master)
        self._look = look
        self._events = events
        self.canvas = tk.Canvas(self, highlightthickness=0, borderwidth=0, yscrollincrement=1, takefocus=True)
        self._bar = ttk.Scrollbar(self, command=self._dragged)
        self._bar.pack(side="right", fill="y")
        self.canvas.pack(side="left", fill="both", expand=True)
        self._drawn = DrawnLines(self.canvas, look, words)
        self.at_bottom = True
        self._refresh_due = False
        self.canvas.bind("<Configure>", self._resized)
        self._bind_scrolling()
        self.canvas.bind("<Button-1>", self._clicked)
        self.canvas.tag_bind(PRESSABLE, "<Enter>", lambda _: self.canvas.configure(cursor="hand2"))
        self.canvas.tag_bind(PRESSABLE, "<Leave>", lambda _: self.canvas.configure(cursor=""))
        for event in RIGHT_CLICKS:
            self.canvas.bind(event, self._asked)
        self.restyle()

    @property
    def drawn_lines(self) -> list[Line]:
        """The lines on the canvas, from the top."""
        return self._drawn.lines

    @property
    def last_seen(self) -> int | None:
        """The number of the newest message that is wholly in view."""
        bottom = self._view_top() + self._view_height() + NEAR_BOTTOM
        whole = (each.line.seq for each in self._drawn.above(bottom).values() if each.bottom <= bottom)
        return max((seq for seq in whole if seq is not None), default=None)

    def restyle(self) -> None:
        """Draw everything anew: colours or fonts have changed."""
        self.canvas.configure(background=self._look.palette.canvas)
        self._drawn.forget()
        self._refresh()

    def show(self, rows: Lines, *, anew: bool = False) -> None:
        """Show other rows of the same chat, or of another chat if `anew`: then from its newest line."""
        if anew:
            self._drawn.forget()
            self.at_bottom = True
        self._drawn.take(rows)
        self._refresh()

    def show_newest(self) -> None:
        """Go to the end."""
        self.at_bottom = True
        self._refresh()
        self._events.moved()

    def show_line(self, index: int, *, at_top: bool = False) -> None:
        """Bring a line to the middle of the view, or to its top."""
        self._drawn.begin(index)
        self.at_bottom = False
        above = 0 if at_top else (self._view_height() - self._drawn[index].height) // 2
        self._refresh(index, self._drawn[index].top - above)
        self._events.moved()

    def scroll(self, pixels: int) -> None:
        """Move the view; downwards where positive."""
        self.canvas.yview_scroll(pixels, "units")
        self.at_bottom = False
        if not self._refresh_due:
            self._refresh_due = True
            later(self, 0, self._refresh_if_due)

    def line_at(self, y: int) -> Line | None:
        """The line at a height of the widget."""
        return self._drawn.at(round(self.canvas.canvasy(y)))

    def top_of(self, line: Line) -> int | None:
        """How far below the upper edge of the view a line begins, in pixels; None where it is not drawn."""
        top = self._drawn.top_of(line)
        return None if top is None else top - self._view_top()

    # --- the view ------------------------------------------------------------------------------------------------

    def _refresh(self, anchor: int | None = None, view_top: int = 0) -> None:
        """Draw what is missing around the view, remove what is far from it, and leave what is seen where it is."""
        self._refresh_due = False
        drawn, count = self._drawn, len(self._drawn.rows)
        if not count or drawn.width < 2:
            drawn.forget()
            self._bar.set(0, 1)
            return
        if self.at_bottom:
            anchor = count - 1
        elif anchor is None:
            anchor, view_top = self._first_seen(), self._view_top()
        anchor = min(max(anchor, 0), count - 1)
        height = self._view_height()
        drawn.include(anchor)
        drawn.renew(anchor)
        if self.at_bottom:
            view_top = drawn[anchor].bottom + self._look.px(10) - height
        reach = round(height * MARGIN)
        drawn.cover(view_top - reach, view_top + height + reach, spare=reach)
        self._place(view_top)

    def _place(self, view_top: int) -> None:
        """Tell the canvas how far it may scroll, and where it is."""
        first, last, height = self._drawn.first, self._drawn.last, self._view_height()
        top = self._drawn[first].top - self._look.px(6)
        bottom = self._drawn[last].bottom + self._look.px(10)
        # A short chat lies at the bottom, above the composer.
        top = min(top, bottom - height)
        view_top = max(top, min(view_top, bottom - height))
        self.canvas.configure(scrollregion=(0, top, self._drawn.width, bottom))
        self.canvas.yview_moveto((view_top - top) / max(1, bottom - top))
        self.at_bottom = last == len(self._drawn.rows) - 1 and view_top + height >= bottom - NEAR_BOTTOM
        self._set_bar()
        if first == 0 and self._drawn[first].top > view_top - height // 2:
            self._events.older()

    def _set_bar(self) -> None:
        seen = self._drawn.above(self._view_top() + self._view_height())
        count = len(self._drawn.rows)
        last = 1.0 if self.at_bottom else (max(seen, default=0) + 1) / count
        self._bar.set(self._first_seen() / count, last)

    def _view_height(self) -> int:
        return max(1, self.canvas.winfo_height())

    def _view_top(self) -> int:
        return round(self.canvas.canvasy(0))

    def _first_seen(self) -> int:
        return self._drawn.first_below(self._view_top())

    def _resized(self, event: "tk.Event[tk.Canvas]") -> None:
        drawn = self._drawn
        if event.width != drawn.width:
            drawn.width = event.width
            seen = self._first_seen()
            inset = drawn[seen].top - self._view_top() if seen in drawn else 0
            drawn.forget()
            if len(drawn.rows) and not self.at_bottom:
                drawn.begin(seen)
                self._refresh(seen, -inset)
                return
        self._refresh()

    # --- what the person does ------------------------------------------------------------------------------------

    def _bind_scrolling(self) -> None:
        canvas = self.canvas
        bind_wheel(canvas, self.scroll)
        canvas.bind("<Prior>", lambda _: self.scroll(NOTCH - self._view_height()))
        canvas.bind("<Next>", lambda _: self.scroll(self._view_height() - NOTCH))
        canvas.bind("<Up>", lambda _: self.scroll(-NOTCH))
        canvas.bind("<Down>", lambda _: self.scroll(NOTCH))
        canvas.bind("<End>", lambda _: self.show_newest())
        canvas.bind("<Home>", lambda _: self._dragged("moveto", "0"))

    def _refresh_if_due(self) -> None:
        if self._refresh_due:
            self._refresh()
            self._events.moved()

    def _dragged(self, what: str, amount: str, unit: str = "") -> None:
        """The scroll bar was moved: it stands for lines, for only those near the view have a height."""
        count = len(self._drawn.rows)
        if what == "scroll":
            page = self._view_height() - NOTCH if unit == "pages" else NOTCH
            self.scroll(int(amount) * page)
        elif count:
            index = min(count - 1, max(0, int(float(amount) * count)))
            if index not in self._drawn:
                self._drawn.begin(index)
            self.at_bottom = False
            self._refresh(index, self._drawn[index].top)
            self._events.moved()

    def _clicked(self, event: "tk.Event[tk.Canvas]") -> None:
        self.canvas.focus_set()
        line = self.line_at(event.y)
        for tag in self.canvas.gettags("current"):
            kind, _, value = tag.partition(":")
            if kind == "quote":
                self._events.jump(int(value))
            elif kind == "chip" and line is not None:
                self._events.react(line, line.chips[int(value)].emoji)
            elif kind == "option" and line is not None:
                self._events.choose(line, int(value))
            elif kind == "vote" and line is not None:
                self._events.vote(line)

    def _asked(self, event: "tk.Event[tk.Canvas]") -> None:
        line = self.line_at(event.y)
        if line is not None and not line.service:
            self._events.menu(line, event.x_root, event.y_root)
