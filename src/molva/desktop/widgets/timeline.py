"""The open chat: a canvas on which only the lines near what is seen exist, however many there are."""

import sys
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from tkinter import ttk
from typing import Final, Protocol

from molva.desktop.look import Look
from molva.desktop.timeline_rows import Line
from molva.desktop.widgets.bubble import LineDrawing
from molva.desktop.windowing import RIGHT_CLICKS, later

MARGIN: Final = 1.0
"""Heights of the view that are drawn above and below it."""
WHEEL: Final = 60
"""Pixels for one notch of a mouse wheel."""
NEAR_BOTTOM: Final = 8


class Lines(Protocol):
    """What is to be shown, made line by line as it comes into view."""

    def __len__(self) -> int: ...

    def line(self, index: int) -> Line:
        """Make a line."""

    def key(self, index: int) -> str:
        """The key of the line at an index, without making the line."""

    def index_of(self, seq: int) -> int | None:
        """Where a message stands."""


class _NoLines:
    """No chat is open."""

    def __len__(self) -> int:
        return 0

    def line(self, index: int) -> Line:
        raise IndexError(index)

    def key(self, index: int) -> str:
        raise IndexError(index)

    def index_of(self, seq: int) -> int | None:
        return None


NO_LINES: Final = _NoLines()


@dataclass
class _Drawn:
    """A line on the canvas."""

    line: Line
    top: int
    height: int


@dataclass(frozen=True)
class TimelineEvents:
    """What a person does in the timeline."""

    menu: Callable[[Line, int, int], None]
    """Asked for what can be done with a line, at a point of the screen."""
    react: Callable[[Line, str], None]
    jump: Callable[[int], None]
    """Chose a quote."""
    older: Callable[[], None]
    """Came near the first line that is here."""
    moved: Callable[[], None]
    """Something else is seen now."""


class Timeline(ttk.Frame):
    """Shows lines; stays at the newest line, or where the reader has scrolled to."""

    def __init__(self, master: tk.Misc, look: Look, events: TimelineEvents) -> None:
        super().__init__(master)
        self._look = look
        self._events = events
        self.canvas = tk.Canvas(self, highlightthickness=0, borderwidth=0, yscrollincrement=1, takefocus=True)
        self._bar = ttk.Scrollbar(self, command=self._dragged)
        self._bar.pack(side="right", fill="y")
        self.canvas.pack(side="left", fill="both", expand=True)
        self._drawing = LineDrawing(self.canvas, look)
        self._rows: Lines = NO_LINES
        self._drawn: dict[int, _Drawn] = {}
        """By index: those on the canvas, without gaps."""
        self._width = 0
        self.at_bottom = True
        self._refresh_due = False
        self.canvas.bind("<Configure>", self._resized)
        self._bind_scrolling()
        self.canvas.bind("<Button-1>", self._clicked)
        for event in RIGHT_CLICKS:
            self.canvas.bind(event, self._asked)
        self.restyle()

    @property
    def drawn_lines(self) -> list[Line]:
        """The lines on the canvas, from the top."""
        return [self._drawn[index].line for index in sorted(self._drawn)]

    def restyle(self) -> None:
        """Draw everything anew: colours or fonts have changed."""
        self.canvas.configure(background=self._look.palette.canvas)
        self._forget()
        self._refresh()

    def show(self, rows: Lines, *, anew: bool = False) -> None:
        """Show other rows of the same chat, or of another chat if `anew`: then from its newest line."""
        if anew:
            self._forget()
            self.at_bottom = True
        if self._drawn and not anew:
            self._renumber(rows)
        self._rows = rows
        self._refresh()

    def show_newest(self) -> None:
        """Go to the end."""
        self.at_bottom = True
        self._refresh()
        self._events.moved()

    def show_line(self, index: int, *, at_top: bool = False) -> None:
        """Bring a line to the middle of the view, or to its top."""
        self._forget()
        self.at_bottom = False
        self._grow(index, 0)
        drawn = self._drawn[index]
        above = 0 if at_top else (self._view_height() - drawn.height) // 2
        self._refresh(index, drawn.top - above)
        self._events.moved()

    def scroll(self, pixels: int) -> None:
        """Move the view; downwards where positive."""
        self.canvas.yview_scroll(pixels, "units")
        self._scrolled()

    # --- the window of lines -------------------------------------------------------------------------------------

    def _refresh(self, anchor: int | None = None, view_top: int = 0) -> None:
        """Draw what is missing around the view, remove what is far from it, and leave what is seen where it is."""
        self._refresh_due = False
        if not len(self._rows) or self._width < 2:
            self._forget()
            self._bar.set(0, 1)
            return
        last = len(self._rows) - 1
        if self.at_bottom:
            anchor = last
        elif anchor is None:
            anchor, view_top = self._first_seen(), self._view_top()
        anchor = min(max(anchor, 0), last)
        height = self._view_height()
        if anchor not in self._drawn:
            self._keep_near(anchor)
        self._redraw(anchor)
        if self.at_bottom:
            view_top = self._drawn[anchor].top + self._drawn[anchor].height + self._look.px(10) - height
        reach = round(height * MARGIN)
        self._grow_up(view_top - reach)
        self._grow_down(view_top + height + reach)
        self._drop(view_top - 2 * reach, view_top + height + 2 * reach)
        self._place(view_top)

    def _redraw(self, anchor: int) -> None:
        """Draw lines anew that have changed; those above the anchor move up and those below down, to make room."""
        for index in sorted(self._drawn):
            if index >= len(self._rows):
                self._remove(index)
                continue
            drawn, line = self._drawn[index], self._rows.line(index)
            if line == drawn.line:
                continue
            self.canvas.delete(f"line:{drawn.line.key}")
            height = self._drawing.draw(line, drawn.top, self._width)
            grown = height - drawn.height
            self._drawn[index] = _Drawn(line, drawn.top, height)
            if grown and index < anchor:
                self._shift([each for each in self._drawn if each <= index], -grown)
            elif grown:
                self._shift([each for each in self._drawn if each > index], grown)

    def _shift(self, indexes: list[int], by: int) -> None:
        for index in indexes:
            drawn = self._drawn[index]
            drawn.top += by
            self.canvas.move(f"line:{drawn.line.key}", 0, by)

    def _keep_near(self, anchor: int) -> None:
        """Draw a line that is not on the canvas: joined to the lines that are, if it is near, or else alone."""
        if self._drawn:
            low, high = min(self._drawn), max(self._drawn)
            if high < anchor <= high + 50:
                for index in range(high + 1, anchor + 1):
                    self._grow(index, self._drawn[index - 1].top + self._drawn[index - 1].height)
                return
            if anchor > high or anchor < low:
                self._forget()
        self._grow(anchor, 0)

    def _grow(self, index: int, top: int) -> None:
        line = self._rows.line(index)
        self._drawn[index] = _Drawn(line, top, self._drawing.draw(line, top, self._width))

    def _grow_up(self, until: int) -> None:
        index = min(self._drawn)
        while index > 0 and self._drawn[index].top > until:
            below = self._drawn[index].top
            index -= 1
            self._grow(index, 0)
            drawn = self._drawn[index]
            self._shift([index], below - drawn.height)

    def _grow_down(self, until: int) -> None:
        index = max(self._drawn)
        while index < len(self._rows) - 1 and self._drawn[index].top + self._drawn[index].height < until:
            below = self._drawn[index].top + self._drawn[index].height
            index += 1
            self._grow(index, below)

    def _drop(self, top: int, bottom: int) -> None:
        for index in [
            each for each, drawn in self._drawn.items() if drawn.top + drawn.height < top or drawn.top > bottom
        ]:
            self._remove(index)

    def _remove(self, index: int) -> None:
        self.canvas.delete(f"line:{self._drawn.pop(index).line.key}")

    def _forget(self) -> None:
        self.canvas.delete("all")
        self._drawn.clear()

    def _renumber(self, rows: Lines) -> None:
        """Older messages have come before the lines that are drawn, or some have gone: find each by its key."""
        keys = {drawn.line.key: drawn for drawn in self._drawn.values()}
        low = min(self._drawn)
        first = self._drawn[low].line
        start = rows.index_of(first.seq) if first.seq is not None else None
        moved: dict[int, _Drawn] = {}
        if start is not None:
            index = start
            while index < len(rows) and (drawn := keys.pop(rows.key(index), None)) is not None:
                moved[index] = drawn
                index += 1
        for drawn in keys.values():
            self.canvas.delete(f"line:{drawn.line.key}")
        self._drawn = moved

    # --- the view ------------------------------------------------------------------------------------------------

    def _place(self, view_top: int) -> None:
        """Tell the canvas how far it may scroll, and where it is."""
        low, high, height = min(self._drawn), max(self._drawn), self._view_height()
        top = self._drawn[low].top - self._look.px(6)
        bottom = self._drawn[high].top + self._drawn[high].height + self._look.px(10)
        # A short chat lies at the bottom, above the composer.
        top = min(top, bottom - height)
        view_top = max(top, min(view_top, bottom - height))
        self.canvas.configure(scrollregion=(0, top, self._width, bottom))
        self.canvas.yview_moveto((view_top - top) / max(1, bottom - top))
        self.at_bottom = high == len(self._rows) - 1 and view_top + height >= bottom - NEAR_BOTTOM
        self._set_bar()
        if low == 0 and self._drawn[low].top > view_top - height // 2:
            self._events.older()

    def _view_height(self) -> int:
        return max(1, self.canvas.winfo_height())

    def _view_top(self) -> int:
        return round(self.canvas.canvasy(0))

    def _first_seen(self) -> int:
        top = self._view_top()
        seen = [index for index, drawn in self._drawn.items() if drawn.top + drawn.height > top]
        return min(seen, default=max(self._drawn, default=0))

    @property
    def last_seen(self) -> int | None:
        """The number of the newest message that is wholly in view."""
        bottom = self._view_top() + self._view_height()
        seen = [
            drawn.line.seq
            for drawn in self._drawn.values()
            if drawn.line.seq is not None and drawn.top + drawn.height <= bottom + NEAR_BOTTOM
        ]
        return max(seen, default=None)

    def _set_bar(self) -> None:
        bottom = self._view_top() + self._view_height()
        seen = [index for index, drawn in self._drawn.items() if drawn.top < bottom]
        count = len(self._rows)
        last = 1.0 if self.at_bottom else (max(seen, default=0) + 1) / count
        self._bar.set(self._first_seen() / count, last)

    def _scrolled(self) -> None:
        self.at_bottom = False
        if not self._refresh_due:
            self._refresh_due = True
            later(self, 0, self._refresh_if_due)

    def _refresh_if_due(self) -> None:
        if self._refresh_due:
            self._refresh()
            self._events.moved()

    def _dragged(self, what: str, amount: str, unit: str = "") -> None:
        """The scroll bar was moved: it stands for lines, for only those near the view have a height."""
        if what == "scroll":
            page = self._view_height() - WHEEL if unit == "pages" else WHEEL
            self.scroll(int(amount) * page)
        elif len(self._rows):
            index = min(len(self._rows) - 1, max(0, int(float(amount) * len(self._rows))))
            if index not in self._drawn:
                self._forget()
                self._grow(index, 0)
            self.at_bottom = False
            self._refresh(index, self._drawn[index].top)
            self._events.moved()

    def _resized(self, event: "tk.Event[tk.Canvas]") -> None:
        if event.width != self._width:
            self._width = event.width
            seen, top = (self._first_seen(), self._view_top()) if self._drawn else (0, 0)
            inset = self._drawn[seen].top - top if seen in self._drawn else 0
            self._forget()
            if len(self._rows) and not self.at_bottom:
                self._grow(seen, 0)
                self._refresh(seen, -inset)
                return
        self._refresh()

    def _bind_scrolling(self) -> None:
        canvas = self.canvas
        if sys.platform in ("win32", "darwin"):
            notch = 120 if sys.platform == "win32" else 1
            canvas.bind("<MouseWheel>", lambda event: self.scroll(-round(event.delta / notch * WHEEL)))
        else:
            canvas.bind("<Button-4>", lambda _: self.scroll(-WHEEL))
            canvas.bind("<Button-5>", lambda _: self.scroll(WHEEL))
        canvas.bind("<Prior>", lambda _: self.scroll(WHEEL - self._view_height()))
        canvas.bind("<Next>", lambda _: self.scroll(self._view_height() - WHEEL))
        canvas.bind("<Up>", lambda _: self.scroll(-WHEEL))
        canvas.bind("<Down>", lambda _: self.scroll(WHEEL))
        canvas.bind("<End>", lambda _: self.show_newest())
        canvas.bind("<Home>", lambda _: self._dragged("moveto", "0"))

    # --- the pointer ---------------------------------------------------------------------------------------------

    def line_at(self, y: int) -> Line | None:
        """The line at a height of the widget."""
        at = self.canvas.canvasy(y)
        return next((each.line for each in self._drawn.values() if each.top <= at < each.top + each.height), None)

    def top_of(self, line: Line) -> int | None:
        """How far below the upper edge of the view a line begins, in pixels; None where it is not drawn."""
        tops = (each.top for each in self._drawn.values() if each.line.key == line.key)
        top = next(tops, None)
        return None if top is None else top - self._view_top()

    def _clicked(self, event: "tk.Event[tk.Canvas]") -> None:
        self.canvas.focus_set()
        line = self.line_at(event.y)
        tags = self.canvas.gettags("current")
        for tag in tags:
            kind, _, value = tag.partition(":")
            if kind == "quote":
                self._events.jump(int(value))
            elif kind == "chip" and line is not None:
                self._events.react(line, line.chips[int(value)].emoji)

    def _asked(self, event: "tk.Event[tk.Canvas]") -> None:
        line = self.line_at(event.y)
        if line is not None and not line.service:
            self._events.menu(line, event.x_root, event.y_root)
