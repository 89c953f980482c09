"""The list of chats: a canvas with a row of the same height for each, of which only those in view exist."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import Final

from molva.desktop.chat_entries import Entry
from molva.desktop.look import Look
from molva.desktop.palette import HUES
from molva.desktop.widgets.bubble import SIGNS, cut
from molva.desktop.widgets.slider import Slider
from molva.desktop.widgets.wheel import bind_wheel
from molva.desktop.windowing import RIGHT_CLICKS
from molva.words import Tick

ROW: Final = 66
AVATAR: Final = 46
PAD: Final = 12


class ChatList(ttk.Frame):
    """Shows entries; a click chooses one.

    Args:
        chosen: called with the chat that was clicked.
        menu: called with a chat and a point of the screen.
    """

    def __init__(
        self, master: tk.Misc, look: Look, chosen: Callable[[str], None], menu: Callable[[str, int, int], None]
    ) -> None:
        super().__init__(master)
        self._look = look
        self._chosen = chosen
        self._menu = menu
        self.entries: Sequence[Entry] = ()
        self.selected: str | None = None
        self._hint = ""
        self._hovered: int | None = None
        self.canvas = tk.Canvas(self, highlightthickness=0, borderwidth=0, yscrollincrement=1)
        self._bar = Slider(self, self._dragged)
        self.canvas.configure(yscrollcommand=self._bar.place_at)
        self.canvas.pack(side="left", fill="both", expand=True)
        self.canvas.bind("<Configure>", lambda _: self._draw())
        self.canvas.bind("<Button-1>", self._clicked)
        self.canvas.bind("<Motion>", lambda event: self._hover(self._index_at(event.y)))
        self.canvas.bind("<Leave>", lambda _: self._hover(None))
        for event in RIGHT_CLICKS:
            self.canvas.bind(event, self._asked)
        bind_wheel(self.canvas, self._scroll)
        self.restyle()

    def show(self, entries: Sequence[Entry], selected: str | None, hint: str) -> None:
        """Show these entries, or the hint where there are none."""
        if (list(entries), selected, hint) != (list(self.entries), self.selected, self._hint):
            self.entries, self.selected, self._hint = entries, selected, hint
            self._draw()

    def restyle(self) -> None:
        """Draw everything anew: colours or fonts have changed."""
        self.canvas.configure(background=self._look.palette.surface)
        self._draw()

    def neighbour(self, step: int) -> str | None:
        """The chat so many rows below the chosen one."""
        ids = [entry.chat_id for entry in self.entries]
        if not ids:
            return None
        at = ids.index(self.selected) + step if self.selected in ids else 0
        return ids[min(max(at, 0), len(ids) - 1)]

    def _draw(self) -> None:
        canvas, look = self.canvas, self._look
        canvas.delete("all")
        width, height, row = canvas.winfo_width(), canvas.winfo_height(), look.px(ROW)
        canvas.configure(scrollregion=(0, 0, width, max(height, row * len(self.entries))))
        if not self.entries:
            canvas.create_text(
                width // 2, look.px(48), text=self._hint, width=max(50, width - look.px(40)), anchor="n",
                justify="center", font=look.small, fill=look.palette.text_2,
            )  # fmt: skip
            return
        first = max(0, int(canvas.canvasy(0)) // row)
        for index in range(first, min(len(self.entries), first + height // row + 2)):
            self._draw_row(index, index * row, width)

    def _draw_row(self, index: int, y: int, width: int) -> None:
        canvas, look, palette, entry = self.canvas, self._look, self._look.palette, self.entries[index]
        row, pad = look.px(ROW), look.px(PAD)
        ground = palette.selected if entry.chat_id == self.selected else palette.hover if index == self._hovered else ""
        if ground:
            look.shapes.rectangle(canvas, (look.px(6), y + 2, width - look.px(6), y + row - 2), look.px(10), ground, ())
        size = look.px(AVATAR)
        middle = y + row // 2
        canvas.create_image(pad, middle, image=look.shapes.disc(size, HUES[entry.hue]), anchor="w")
        canvas.create_text(pad + size // 2, middle, text=entry.initials, font=look.strong, fill="#ffffff")
        left, right = pad + size + look.px(10), width - pad
        upper, lower = middle - look.px(10), middle + look.px(12)
        edge = right
        if entry.time:
            item = canvas.create_text(right, upper, text=entry.time, anchor="e", font=look.meta, fill=palette.text_3)
            edge = canvas.bbox(item)[0] - look.px(6)
        if entry.tick is not None:
            colour = {Tick.READ: palette.tick_read, Tick.FAILED: palette.danger}.get(entry.tick, palette.text_3)
            item = canvas.create_text(edge, upper, text=SIGNS[entry.tick], anchor="e", font=look.meta, fill=colour)
            edge = canvas.bbox(item)[0] - look.px(6)
        name = cut(entry.name, look.strong, max(10, edge - left))
        canvas.create_text(left, upper, text=name, anchor="w", font=look.strong, fill=palette.text)
        edge = self._badges(entry, right, lower)
        text = cut(entry.text, look.small, max(10, edge - left))
        canvas.create_text(
            left, lower, text=text, anchor="w", font=look.small,
            fill=palette.accent_text if entry.typing else palette.text_2,
        )  # fmt: skip

    def _badges(self, entry: Entry, right: int, y: int) -> int:
        """Draw what asks for attention at the end of the second line, and give where it begins."""
        canvas, look, palette = self.canvas, self._look, self._look.palette
        colour = palette.badge_muted if entry.muted else palette.accent
        high = look.px(20)
        signs = [str(min(entry.unread, 999))] if entry.unread else [""] if entry.marked else []
        if entry.mentioned:
            signs.append("@")
        for sign in signs:
            wide = max(high, look.meta.measure(sign) + look.px(11)) if sign else look.px(11)
            tall = high if sign else wide
            box = (right - wide, y - tall // 2, right, y - tall // 2 + tall)
            look.shapes.rectangle(canvas, box, tall // 2, colour, ())
            canvas.create_text(right - wide // 2, y, text=sign, font=look.meta, fill=palette.on_accent)
            right -= wide + look.px(5)
        if entry.pinned and not signs:
            item = canvas.create_text(right, y, text="▲", anchor="e", font=look.meta, fill=palette.text_3)
            right = canvas.bbox(item)[0] - look.px(5)
        return right

    def _index_at(self, y: int) -> int | None:
        index = int(self.canvas.canvasy(y)) // self._look.px(ROW)
        return index if 0 <= index < len(self.entries) else None

    def _clicked(self, event: "tk.Event[tk.Canvas]") -> None:
        index = self._index_at(event.y)
        if index is not None:
            self._chosen(self.entries[index].chat_id)

    def _asked(self, event: "tk.Event[tk.Canvas]") -> None:
        index = self._index_at(event.y)
        if index is not None:
            self._menu(self.entries[index].chat_id, event.x_root, event.y_root)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self._draw()

    def _scroll(self, pixels: int) -> None:
        self.canvas.yview_scroll(pixels, "units")
        self._draw()

    def _dragged(self, *how: str) -> None:
        self.canvas.yview(*how)
        self._draw()
