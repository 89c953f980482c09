"""Draws one line of the timeline on a canvas and says how high it is."""

import tkinter as tk
from tkinter import font as tkfont
from typing import Final

from molva.desktop.lines import Line, Quote
from molva.desktop.look import Look
from molva.desktop.palette import HUES
from molva.desktop.widgets.poll_drawing import PollDrawing
from molva.desktop.words import Words
from molva.words import Tick

SIGNS: Final = {Tick.QUEUED: "◷", Tick.SENT: "✓", Tick.DELIVERED: "✓✓", Tick.READ: "✓✓", Tick.FAILED: "!"}

WIDEST: Final = 560
SIDE: Final = 16
AVATAR: Final = 34
PAD_X: Final = 12
PAD_Y: Final = 7
RADIUS: Final = 14
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class LineDrawing:
    """Draws lines for one canvas; everything of a line carries the tag `line:` and its key."""

    def __init__(self, canvas: tk.Canvas, look: Look, words: Words) -> None:
        self._canvas = canvas
        self._look = look
        self._polls = PollDrawing(canvas, look, words)

    def draw(self, line: Line, top: int, width: int) -> int:
        """Draw a line below `top` in a canvas of that width.

        Returns:
            its height in pixels, gaps included.
        """
        tag = f"line:{line.key}"
        y = top
        if line.day:
            y += self._pill(line.day, y + self._look.px(8), width, tag) + self._look.px(16)
        if line.unread:
            y += self._band(line.unread, y + self._look.px(4), width, tag) + self._look.px(8)
        if line.service:
            return y + self._pill(line.service, y + self._look.px(6), width, tag) + self._look.px(12) - top
        y += self._look.px(8 if line.first else 2)
        return y + self._bubble(line, y, width, tag) - top

    def _pill(self, text: str, y: int, width: int, tag: str) -> int:
        look, canvas = self._look, self._canvas
        item = canvas.create_text(
            width // 2, y + look.px(4), text=text, anchor="n", justify="center", font=look.small,
            fill=look.palette.text_2, width=max(50, width - look.px(4 * SIDE)), tags=(tag,),
        )  # fmt: skip
        x1, y1, x2, y2 = canvas.bbox(item)
        box = (x1 - look.px(10), y1 - look.px(4), x2 + look.px(10), y2 + look.px(4))
        look.shapes.rectangle(canvas, box, look.px(12), look.palette.pill, (tag,))
        canvas.tag_raise(item)
        return round(box[3] - box[1])

    def _band(self, text: str, y: int, width: int, tag: str) -> int:
        look, canvas = self._look, self._canvas
        high = look.small_strong.metrics("linespace") + look.px(8)
        canvas.create_rectangle(0, y, width, y + high, fill=look.palette.accent_soft, width=0, tags=(tag,))
        canvas.create_text(
            width // 2, y + high // 2, text=text, font=look.small_strong, fill=look.palette.accent_text, tags=(tag,)
        )
        return high

    def _bubble(self, line: Line, y: int, width: int, tag: str) -> int:
        """The bubble with everything in it: placed at the left, then moved to its side once its width is known."""
        look, canvas, palette = self._look, self._canvas, self._look.palette
        inside = f"in:{line.key}"
        tags = (tag, inside)
        left = look.px(SIDE + (AVATAR + 8 if line.indented else 0))
        most = max(look.px(80), min(look.px(WIDEST), width - left - look.px(SIDE + 40) - 2 * look.px(PAD_X)))
        x, inner = look.px(PAD_X), look.px(PAD_Y)
        widest = 0
        if line.name:
            widest, inner = self._text(
                line.name, look.small_strong, palette.names[line.hue], x, inner, most, tags, widest
            )
        if line.above:
            widest, inner = self._text(line.above, look.small, palette.accent_text, x, inner, most, tags, widest)
        if line.quote is not None:
            widest, inner = self._quoted(line.quote, x, inner, most, tags, widest)
        meta_width = look.meta.measure(self._meta(line)) + look.px(8)
        text_colour = palette.bubble_out_text if line.own else palette.text
        font = look.italic if line.gone else look.body if line.poll is None else look.strong
        if line.gone:
            text_colour = palette.bubble_out_meta if line.own else palette.bubble_in_meta
        # A word as wide as the time stands after the text unseen: so the last line leaves room for it, or breaks.
        alone = line.poll is None and not line.below
        room = NO_BREAK * (meta_width // max(1, font.measure(NO_BREAK)) + 1) if alone else ""
        widest, inner = self._text(
            f"{line.text} {room}" if room else line.text, font, text_colour, x, inner, most, tags, widest
        )
        if line.poll is not None:
            wide, inner = self._polls.draw(line.poll, (x, inner, most), tags, own=line.own)
            widest = max(widest, wide)
        for below in line.below:
            widest, inner = self._text(below, look.small, text_colour, x, inner + look.px(2), most, tags, widest)
        if not alone:
            inner += look.meta.metrics("linespace")
            widest = max(widest, meta_width)
        if line.refused:
            widest, inner = self._text(
                line.refused, look.small, palette.bubble_out_danger, x, inner + look.px(2), most, tags, widest
            )
        bubble = (0, 0, widest + 2 * look.px(PAD_X), inner + look.px(PAD_Y))
        self._meta_text(line, bubble, inner, tags)
        self._ground(line, bubble, tags)
        beside = width - look.px(SIDE) - bubble[2] if line.own else left
        canvas.move(inside, beside, y)
        if line.initials:
            self._avatar(line, look.px(SIDE), y + bubble[3] - look.px(AVATAR), tag)
        return bubble[3] + self._chips(line, beside, y + bubble[3] + look.px(4), width, tag)

    def _text(
        self, text: str, font: tkfont.Font, colour: str, x: int, y: int, most: int, tags: tuple[str, ...], widest: int
    ) -> tuple[int, int]:
        """Write a text and give the widest so far and where the next one begins."""
        item = self._canvas.create_text(x, y, text=text, anchor="nw", font=font, fill=colour, width=most, tags=tags)
        box = self._canvas.bbox(item)
        return max(widest, min(most, box[2] - box[0])), box[3]

    def _quoted(self, quote: Quote, x: int, y: int, most: int, tags: tuple[str, ...], widest: int) -> tuple[int, int]:
        look, palette, canvas = self._look, self._look.palette, self._canvas
        mine = (*tags, f"quote:{quote.seq}")
        y += look.px(2)
        indent = x + look.px(10)
        room = most - look.px(10)
        top = y
        colour = palette.names[quote.hue] if quote.name else palette.text_3
        wide = 0
        if quote.name:
            wide, y = self._text(
                cut(quote.name, look.small_strong, room), look.small_strong, colour, indent, y, room, mine, 0
            )
        wide, y = self._text(cut(quote.text, look.small, room), look.small, palette.text_2, indent, y, room, mine, wide)
        canvas.create_rectangle(x, top, x + look.px(3), y, fill=colour, width=0, tags=mine)
        return max(widest, wide + look.px(10)), y + look.px(4)

    def _meta(self, line: Line) -> str:
        return f"{line.meta} {SIGNS[line.tick]}" if line.tick else line.meta

    def _meta_text(self, line: Line, bubble: tuple[int, int, int, int], inner: int, tags: tuple[str, ...]) -> None:
        look, palette = self._look, self._look.palette
        right, y = (
            bubble[2] - look.px(PAD_X),
            inner if not line.refused else inner - look.small.metrics("linespace") - look.px(2),
        )
        colour = palette.bubble_out_meta if line.own else palette.bubble_in_meta
        if line.tick:
            fill = {Tick.READ: palette.tick_read, Tick.FAILED: palette.danger}.get(line.tick, colour)
            sign = self._canvas.create_text(
                right, y, text=SIGNS[line.tick], anchor="se", font=look.meta, fill=fill, tags=tags
            )
            right = self._canvas.bbox(sign)[0] - look.px(2)
        self._canvas.create_text(right, y, text=line.meta, anchor="se", font=look.meta, fill=colour, tags=tags)

    def _ground(self, line: Line, bubble: tuple[int, int, int, int], tags: tuple[str, ...]) -> None:
        """Paint what the text stands on, behind it."""
        palette = self._look.palette
        colour = palette.bubble_out if line.own else palette.mention if line.meant else palette.bubble_in
        ground = f"ground:{tags[1]}"
        self._look.shapes.rectangle(self._canvas, bubble, self._look.px(RADIUS), colour, (*tags, ground))
        first = self._canvas.find_withtag(tags[1])[0]
        self._canvas.tag_lower(ground, first)

    def _avatar(self, line: Line, x: int, y: int, tag: str) -> None:
        look, size = self._look, self._look.px(AVATAR)
        self._canvas.create_image(x, y, image=look.shapes.disc(size, HUES[line.hue]), anchor="nw", tags=(tag,))
        self._canvas.create_text(
            x + size // 2, y + size // 2, text=line.initials, font=look.small_strong, fill="#ffffff", tags=(tag,)
        )

    def _chips(self, line: Line, x: int, y: int, width: int, tag: str) -> int:
        """The reactions below a bubble, in as many rows as they need."""
        if not line.chips:
            return 0
        look, palette, canvas = self._look, self._look.palette, self._canvas
        high = look.small.metrics("linespace") + look.px(8)
        at, top = x, y
        for number, chip in enumerate(line.chips):
            words = f"{chip.emoji} {chip.count}"
            wide = look.small.measure(words) + look.px(18)
            if at + wide > width - look.px(8) and at > x:
                at, top = x, top + high + look.px(4)
            tags = (tag, f"chip:{number}")
            colour = palette.accent if chip.own else palette.pill
            look.shapes.rectangle(canvas, (at, top, at + wide, top + high), high // 2, colour, tags)
            ink = palette.on_accent if chip.own else palette.text
            canvas.create_text(at + wide // 2, top + high // 2, text=words, font=look.small, fill=ink, tags=tags)
            at += wide + look.px(4)
        return top + high - y + look.px(4)


def cut(text: str, font: tkfont.Font, room: int) -> str:
    """Shorten a text of one line to a width in pixels, with an ellipsis where something is missing."""
    if font.measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if font.measure(text[:middle] + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
