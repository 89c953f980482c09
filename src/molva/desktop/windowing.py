"""What tkinter leaves to be done about timers and the focus of a window."""

import ctypes
import sys
import tkinter as tk
from collections.abc import Callable
from typing import Final

RIGHT_CLICKS: Final = ("<Button-3>", "<Control-Button-1>", *(("<Button-2>",) if sys.platform == "darwin" else ()))
"""How a person asks what can be done with something; a Mac numbers the buttons otherwise."""


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


def forget_all(window: tk.Tk) -> None:
    """Do nothing of what was to be done later: the window goes."""
    for timer in window.tk.splitlist(window.tk.call("after", "info")):
        window.after_cancel(timer)


def has_focus(widget: tk.Misc) -> bool:
    """Tell whether the person is looking at the program: the keys go to one of its windows."""
    # tkinter's own question fails where a list that has dropped down has the focus: it knows no widget of that name.
    return bool(widget.tk.call("focus", "-displayof", widget))


def prepare_screen() -> None:
    """Let Windows show the window as sharp as the screen is, before there is one."""
    if sys.platform == "win32":
        ctypes.windll.shcore.SetProcessDpiAwareness(1)


def on_quit(root: tk.Tk, quit_program: Callable[[], None]) -> None:
    """Call `quit_program` when the window is closed, or on a Mac the program from its menu."""
    root.protocol("WM_DELETE_WINDOW", quit_program)
    if root.tk.call("tk", "windowingsystem") == "aqua":
        root.createcommand("::tk::mac::Quit", quit_program)
