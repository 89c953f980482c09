"""The mouse wheel over a canvas, which each system tells in its own way."""

import sys
import tkinter as tk
from collections.abc import Callable
from typing import Final

NOTCH: Final = 60
"""Pixels for one notch."""


def bind_wheel(canvas: tk.Canvas, scroll: Callable[[int], None]) -> None:
    """Call `scroll` with the pixels by which the view is to move; downwards where positive."""
    if sys.platform in ("win32", "darwin"):
        notch = 120 if sys.platform == "win32" else 1
        canvas.bind("<MouseWheel>", lambda event: scroll(-round(event.delta / notch * NOTCH)))
    else:
        canvas.bind("<Button-4>", lambda _: scroll(-NOTCH))
        canvas.bind("<Button-5>", lambda _: scroll(NOTCH))
