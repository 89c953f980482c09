"""Draws a poll in its bubble: what may be chosen, or how it stands."""

import tkinter as tk
from tkinter import font as tkfont
from typing import Final

from molva.desktop.look import Look
from molva.desktop.palette import mix
from molva.desktop.words import Words
from molva.words.poll_lines import PollLine, PollOption

WIDTH: Final = 340
MARK: Final = 18
LINE: Final = 2
GAP: Final = 8
SHARE: Final = 52
BAR: Final = 5
RIGHT: Final = "✓"
WRONG: Final = "✕"
PRESSABLE: Final = "pressable"
"""The tag of what can be clicked."""


class PollDrawing:
    """Draws polls for one canvas.

    What can be clicked carries the tag `option:` and its number from 0, or `vote:`.
    """

    def __init__(self, canvas: tk.Canvas, look: Look, words: Words) -> None:
        self._canvas = canvas
        self._words = words
        self._look = look

    def draw(self, poll: PollLine, box: tuple[int, int, int], tags: tuple[str, ...], *, own: bool) -> tuple[int, int]:
        """Draw a poll at a place of the canvas.

        Args:
            box: left and upper edge, and the room to the right.

        Returns:
            its width, and where it ends.
        """
        look, palette = self._look, self._look.palette
        x, y, most = box
        wide = min(most, look.px(WIDTH))
        meta = palette.bubble_out_meta if own else palette.bubble_in_meta
        y = self._text(poll.kind, look.small, meta, (x, y, wide), tags) + look.px(GAP // 2)
        for number, option in enumerate(poll.options):
            if poll.votable:
                y = self._choice(option, number, (x, y, wide), tags, round_mark=not poll.several, own=own)
            else:
                y = self._result(option, (x, y, wide), tags, own=own)
        if poll.explanation:
            y = self._explanation(poll.explanation, (x, y + look.px(GAP // 2), wide), tags, own=own)
        if poll.votable and poll.several:
            ready = any(option.marked for option in poll.options)
            y = self._button(self._words.vote, (x, y + look.px(GAP // 2), wide), tags, ready=ready)
        return wide, self._text(poll.foot, look.small, meta, (x, y + look.px(GAP // 2), wide), tags)

    def _choice(
        self,
        option: PollOption,
        number: int,
        box: tuple[int, int, int],
        tags: tuple[str, ...],
        *,
        round_mark: bool,
        own: bool,
    ) -> int:
        """A row to be clicked: a ring, or a square where several may be ticked, and the words."""
        look, palette, canvas = self._look, self._look.palette, self._canvas
        x, y, wide = box
        mine = (*tags, f"option:{number}", PRESSABLE)
        ground = palette.bubble_out if own else palette.bubble_in
        size, pad = look.px(MARK), look.px(GAP)
        left = x + size + look.px(10)
        ink = palette.bubble_out_text if own else palette.text
        under = canvas.create_rectangle(x, y, x + wide, y, fill=ground, width=0, tags=mine)
        end = self._text(option.text, look.body, ink, (left, y + pad, x + wide - left), mine) + pad
        end = max(end, y + size + 2 * pad)
        canvas.coords(under, x, y, x + wide, end)
        first_line = look.body.metrics("linespace")
        top = y + pad + (first_line - size) // 2
        edge = palette.accent if option.marked else palette.bubble_out_meta if own else palette.bubble_in_meta
        inside = palette.accent if option.marked else ground
        line = look.px(LINE)
        radius = size // 2 if round_mark else look.px(4)
        look.shapes.rectangle(canvas, (x, top, x + size, top + size), radius, edge, mine)
        inner = (x + line, top + line, x + size - line, top + size - line)
        look.shapes.rectangle(canvas, inner, max(1, radius - line), inside, mine)
        if option.marked:
            canvas.create_text(
                x + size // 2, top + size // 2, text=RIGHT, font=look.small_strong, fill=palette.on_accent, tags=mine
            )
        return end

    def _result(self, option: PollOption, box: tuple[int, int, int], tags: tuple[str, ...], *, own: bool) -> int:
        """How many have chosen it: a share, the words, and a bar below them."""
        look, palette, canvas = self._look, self._look.palette, self._canvas
        x, y, wide = box
        ground = palette.bubble_out if own else palette.bubble_in
        ink = palette.bubble_out_text if own else palette.text
        wrong = option.marked and option.right is False
        colour = palette.danger if wrong else palette.success if option.right else ink if own else palette.accent_text
        left, top = x + look.px(SHARE), y + look.px(GAP // 2)
        canvas.create_text(
            left - look.px(GAP), top, text=option.share, anchor="ne", font=look.small_strong, fill=ink, tags=tags
        )
        sign = WRONG if wrong else RIGHT if option.marked or option.right else ""
        room = x + wide - left - (look.px(MARK) if sign else 0)
        end = self._text(option.text, look.body, ink, (left, top, room), tags)
        if sign:
            canvas.create_text(x + wide, top, text=sign, anchor="ne", font=look.strong, fill=colour, tags=tags)
        bar_top, high = end + look.px(2), look.px(BAR)
        track = mix(ground, ink, 0.14)
        look.shapes.rectangle(canvas, (left, bar_top, x + wide, bar_top + high), high // 2, track, tags)
        if option.percent:
            long = max(high, round((x + wide - left) * option.percent / 100))
            look.shapes.rectangle(canvas, (left, bar_top, left + long, bar_top + high), high // 2, colour, tags)
        return bar_top + high + look.px(GAP // 2)

    def _explanation(self, text: str, box: tuple[int, int, int], tags: tuple[str, ...], *, own: bool) -> int:
        look, palette, canvas = self._look, self._look.palette, self._canvas
        x, y, wide = box
        pad = look.px(GAP)
        ground = palette.bubble_out if own else palette.bubble_in
        ink = palette.bubble_out_text if own else palette.text
        item = canvas.create_text(
            x + pad, y + pad, text=text, anchor="nw", font=look.small, fill=ink, width=wide - 2 * pad, tags=tags
        )
        end = canvas.bbox(item)[3] + pad
        look.shapes.rectangle(canvas, (x, y, x + wide, end), look.px(GAP), mix(ground, ink, 0.08), tags)
        canvas.tag_raise(item)
        return end

    def _button(self, text: str, box: tuple[int, int, int], tags: tuple[str, ...], *, ready: bool) -> int:
        look, palette, canvas = self._look, self._look.palette, self._canvas
        x, y, wide = box
        mine = (*tags, "vote:", PRESSABLE) if ready else tags
        end = y + look.body.metrics("linespace") + look.px(2 * GAP)
        colour, ink = (palette.accent, palette.on_accent) if ready else (palette.pill, palette.text_3)
        look.shapes.rectangle(canvas, (x, y, x + wide, end), look.px(GAP), colour, mine)
        canvas.create_text(x + wide // 2, (y + end) // 2, text=text, font=look.strong, fill=ink, tags=mine)
        return end

    def _text(self, text: str, font: tkfont.Font, colour: str, box: tuple[int, int, int], tags: tuple[str, ...]) -> int:
        x, y, room = box
        item = self._canvas.create_text(x, y, text=text, anchor="nw", font=font, fill=colour, width=room, tags=tags)
        return int(self._canvas.bbox(item)[3])
