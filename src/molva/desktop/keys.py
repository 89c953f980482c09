"""The keys that work wherever one is in the window."""

import tkinter as tk
from collections.abc import Callable

from molva.desktop.screens.main import MainScreen


def bind_keys(root: tk.Tk, main: Callable[[], MainScreen | None], settings: Callable[[], None]) -> None:
    """Bind the keys of a window.

    Args:
        main: gives the chats, if it is they that are shown.
        settings: asked for the settings.
    """
    command = "Command" if root.tk.call("tk", "windowingsystem") == "aqua" else "Control"

    def on_main(key: str, do: Callable[[MainScreen], None]) -> None:
        def pressed(_: object) -> str:
            screen = main()
            if screen is not None:
                do(screen)
            return "break"

        root.bind(key, pressed)

    on_main(f"<{command}-k>", MainScreen.show_switcher)
    on_main(f"<{command}-n>", MainScreen.show_new_chat)
    on_main("<Alt-Down>", lambda screen: screen.step(1))
    on_main("<Alt-Up>", lambda screen: screen.step(-1))
    on_main("<Escape>", lambda screen: screen.conversation.writing.drop())
    root.bind(f"<{command}-comma>", lambda _: settings())
