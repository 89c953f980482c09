"""A quiet notice of a new message in a corner of the screen, and a sign in the bar of programs where there is one."""

import ctypes
import sys
import tkinter as tk
from collections.abc import Callable
from typing import Final

from molva.desktop.look import Look
from molva.desktop.palette import HUES
from molva.desktop.persons import initials
from molva.desktop.widgets.bubble import cut

SHOWN_MILLIS: Final = 6_000
WIDTH: Final = 340
HEIGHT: Final = 76
EDGE: Final = 24


class Toasts:
    """Shows one notice at a time; a newer one takes the place of the older.

    Args:
        root: the main window, whose screen is used.
    """

    def __init__(self, root: tk.Tk, look: Look) -> None:
        self._root = root
        self._look = look
        self._timer = ""
        self.window: tk.Toplevel | None = None
        self.said: tuple[str, str] | None = None

    def show(self, title: str, text: str, hue: int, chosen: Callable[[], None]) -> None:
        """Show a notice for some seconds; a click on it calls `chosen`."""
        self.close()
        look, palette = self._look, self._look.palette
        window = tk.Toplevel(self._root, background=palette.border)
        window.withdraw()
        window.overrideredirect(True)
        window.attributes("-topmost", True)
        width, height, size = look.px(WIDTH), look.px(HEIGHT), look.px(46)
        canvas = tk.Canvas(window, width=width, height=height, background=palette.surface, highlightthickness=0)
        canvas.pack(padx=1, pady=1)
        middle, left = height // 2, look.px(14)
        canvas.create_image(left, middle, image=look.shapes.disc(size, HUES[hue]), anchor="w")
        canvas.create_text(left + size // 2, middle, text=initials(title), font=look.strong, fill="#ffffff")
        x, room = left + size + look.px(12), width - left - size - look.px(26)
        for line, font, colour, y in (
            (title, look.strong, palette.text, middle - look.px(11)),
            (text, look.small, palette.text_2, middle + look.px(12)),
        ):
            canvas.create_text(x, y, text=cut(line, font, room), anchor="w", font=font, fill=colour)

        def clicked(_: object) -> None:
            self.close()
            chosen()

        canvas.bind("<Button-1>", clicked)
        right = self._root.winfo_screenwidth() - width - look.px(EDGE)
        window.geometry(f"+{right}+{self._root.winfo_screenheight() - height - look.px(EDGE + 40)}")
        window.deiconify()
        self.window, self.said = window, (title, text)
        self._timer = self._root.after(SHOWN_MILLIS, self.close)

    def close(self) -> None:
        """Take the notice away."""
        if self.window is not None:
            self._root.after_cancel(self._timer)
            self.window.destroy()
            self.window = None


def ask_attention(root: tk.Tk) -> None:
    """Let the window's button blink in the bar of programs; only Windows lets Tk do that."""
    if sys.platform == "win32":
        ctypes.windll.user32.FlashWindow(int(root.wm_frame(), 16), True)
