"""The lines of a timeline that are on its canvas: a stretch without gaps, drawn where needed, dropped elsewhere."""

import tkinter as tk
from dataclasses import dataclass
from typing import Final, Protocol

from molva.desktop.lines import Line
from molva.desktop.look import Look
from molva.desktop.widgets.bubble import LineDrawing
from molva.desktop.words import Words

NEAR_LINES: Final = 50
"""Lines that are drawn to come to one below those that are here; to one further away nothing leads."""


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


@dataclass
class Drawn:
    """A line on the canvas; heights in pixels of the canvas, which has no upper end."""

    line: Line
    top: int
    height: int

    @property
    def bottom(self) -> int:
        """Where the next line begins."""
        return self.top + self.height


class DrawnLines:
    """Keeps a stretch of rows on a canvas; the indexes are those of the rows."""

    def __init__(self, canvas: tk.Canvas, look: Look, words: Words) -> None:
        self._canvas = canvas
        self._drawing = LineDrawing(canvas, look, words)
        self._drawn: dict[int, Drawn] = {}
        self.rows: Lines = _NoLines()
        self.width = 0
        """Of the canvas; who changes it lets everything be drawn anew."""

    def __len__(self) -> int:
        return len(self._drawn)

    def __contains__(self, index: int) -> bool:
        return index in self._drawn

    def __getitem__(self, index: int) -> Drawn:
        return self._drawn[index]

    @property
    def first(self) -> int:
        """The index of the uppermost one; there must be one."""
        return min(self._drawn)

    @property
    def last(self) -> int:
        """The index of the lowest one; there must be one."""
        return max(self._drawn)

    @property
    def lines(self) -> list[Line]:
        """The lines on the canvas, from the top."""
        return [self._drawn[index].line for index in sorted(self._drawn)]

    def above(self, bottom: int) -> dict[int, Drawn]:
        """Those that begin above a height."""
        return {index: drawn for index, drawn in self._drawn.items() if drawn.top < bottom}

    def first_below(self, top: int) -> int:
        """The index of the first one that reaches below a height, or of the last one; 0 without any."""
        seen = [index for index, drawn in self._drawn.items() if drawn.bottom > top]
        return min(seen, default=max(self._drawn, default=0))

    def at(self, y: int) -> Line | None:
        """The line at a height."""
        return next((drawn.line for drawn in self._drawn.values() if drawn.top <= y < drawn.bottom), None)

    def top_of(self, line: Line) -> int | None:
        """Where a line begins; None where it is not drawn."""
        return next((drawn.top for drawn in self._drawn.values() if drawn.line.key == line.key), None)

    def forget(self) -> None:
        """Leave nothing on the canvas."""
        self._canvas.delete("all")
        self._drawn.clear()

    def begin(self, index: int) -> None:
        """Draw one line with nothing around it, at height 0."""
        self.forget()
        self._draw(index, 0)

    def take(self, rows: Lines) -> None:
        """Take other rows of the same chat: older ones have come before those that are drawn, or some have gone."""
        if self._drawn:
            self._renumber(rows)
        self.rows = rows

    def include(self, index: int) -> None:
        """Draw a line that is not on the canvas: joined to the lines that are, if it is near, or else alone."""
        if self._drawn and self.last < index <= self.last + NEAR_LINES:
            while self.last < index:
                self._draw(self.last + 1, self._drawn[self.last].bottom)
        elif index not in self._drawn:
            self.begin(index)

    def renew(self, anchor: int) -> None:
        """Draw lines anew that have changed; those above the anchor move up and those below down, to make room."""
        for index in sorted(self._drawn):
            if index >= len(self.rows):
                self._remove(index)
                continue
            drawn, line = self._drawn[index], self.rows.line(index)
            if line == drawn.line:
                continue
            self._canvas.delete(f"line:{drawn.line.key}")
            self._draw(index, drawn.top)
            grown = self._drawn[index].height - drawn.height
            if grown and index < anchor:
                self._shift([each for each in self._drawn if each <= index], -grown)
            elif grown:
                self._shift([each for each in self._drawn if each > index], grown)

    def cover(self, top: int, bottom: int, *, spare: int) -> None:
        """Draw what is missing between two heights, and remove what is further from them than `spare`."""
        index = self.first
        while index > 0 and self._drawn[index].top > top:
            below = self._drawn[index].top
            index -= 1
            self._draw(index, 0)
            self._shift([index], below - self._drawn[index].height)
        index = self.last
        while index < len(self.rows) - 1 and self._drawn[index].bottom < bottom:
            index += 1
            self._draw(index, self._drawn[index - 1].bottom)
        for far in [
            each for each, drawn in self._drawn.items() if drawn.bottom < top - spare or drawn.top > bottom + spare
        ]:
            self._remove(far)

    def _draw(self, index: int, top: int) -> None:
        line = self.rows.line(index)
        self._drawn[index] = Drawn(line, top, self._drawing.draw(line, top, self.width))

    def _shift(self, indexes: list[int], by: int) -> None:
        for index in indexes:
            drawn = self._drawn[index]
            drawn.top += by
            self._canvas.move(f"line:{drawn.line.key}", 0, by)

    def _remove(self, index: int) -> None:
        self._canvas.delete(f"line:{self._drawn.pop(index).line.key}")

    def _renumber(self, rows: Lines) -> None:
        """Find each line by its key, from the first that is still there; the others go, and the rest closes up."""
        left = {self._drawn[index].line.key: self._drawn[index] for index in sorted(self._drawn)}
        found = (rows.index_of(drawn.line.seq) for drawn in left.values() if drawn.line.seq is not None)
        index = next((each for each in found if each is not None), None)
        self._drawn = {}
        while index is not None and index < len(rows) and (drawn := left.pop(rows.key(index), None)) is not None:
            before = self._drawn.get(index - 1)
            self._drawn[index] = drawn
            if before is not None and before.bottom != drawn.top:
                self._shift([index], before.bottom - drawn.top)
            index += 1
        for drawn in left.values():
            self._canvas.delete(f"line:{drawn.line.key}")
