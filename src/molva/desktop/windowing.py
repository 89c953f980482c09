"""Doing something later for a widget, unless the widget is gone by then."""

import tkinter as tk
from collections.abc import Callable


def later(widget: tk.Misc, millis: int, do: Callable[[], None]) -> str:
    """Call `do` after so many milliseconds; with 0, once the window has nothing else to do.

    A widget's own timers fail when they come after its end, so they are the window's.

    Returns:
        the timer, for `forget`.
    """

    def call() -> None:
        if widget.winfo_exists():
            do()

    window = widget.nametowidget(".")
    timer: str = window.after(millis, call) if millis else window.after_idle(call)
    return timer


def forget(widget: tk.Misc, timer: str) -> None:
    """Do not call it any more; without a timer nothing happens."""
    if timer:
        widget.nametowidget(".").after_cancel(timer)
