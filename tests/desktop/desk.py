"""A program on a screen of its own that tests drive as a person would."""

from __future__ import annotations

import gc
import os
import time
import tkinter as tk
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from molva.desktop.app import Program
from molva.desktop.screens.main import MainScreen
from molva.desktop.screens.new_chat import NewChatDialog
from molva.desktop.screens.sign_in import SignInScreen
from molva.desktop.session import Session
from tests.desktop.pictures import read_screen
from tests.fixtures.world import PASSWORD

_interpreters: list[object] = []
"""Of the programs that have ended: Tcl aborts when another thread, such as a server's, frees one while tidying up."""

W = TypeVar("W", bound=tk.Misc)

WAIT_SECONDS = 60
"""What takes this long does not come."""


def tidy_up() -> None:
    """Free the interpreters of programs that have ended; for the thread that has made them."""
    _interpreters.clear()
    gc.collect()


def keep(root: tk.Tk) -> None:
    """Let nobody but this thread free the interpreter of a window."""
    _interpreters.append(root.tk)


class Desk:
    """One person's program, driven step by step."""

    def __init__(self, environment: dict[str, str], screen_file: Path, again: Callable[[], Desk]) -> None:
        self.screen_file = screen_file
        self.again = again
        """Starts the program of the same person anew."""
        self.environment = environment
        self.program = Program(environment)
        self.errors: list[BaseException] = []
        self.program.bridge.on_error = self.program.on_error = self.errors.append
        self.closed = False
        keep(self.root)

    @property
    def root(self) -> tk.Tk:
        return self.program.root

    @property
    def session(self) -> Session:
        assert self.program.session is not None
        return self.program.session

    def window(self, kind: type[W], over: tk.Misc | None = None) -> W:
        """The small window of a kind that is open over the chats, or over another part."""
        return next(child for child in (over or self.main).winfo_children() if isinstance(child, kind))

    @property
    def main(self) -> MainScreen:
        assert isinstance(self.program.screen, MainScreen)
        return self.program.screen

    @property
    def entrance(self) -> SignInScreen:
        assert isinstance(self.program.screen, SignInScreen)
        return self.program.screen

    def until(self, reached: Callable[[], bool]) -> None:
        """Let the window live until something is true."""
        end = time.monotonic() + WAIT_SECONDS
        while not reached():
            assert not self.errors, self.errors
            assert time.monotonic() < end, "it did not happen"
            self.root.update()
            # Without a pause this would be one process waiting for another on the same core.
            time.sleep(0.002)
        self.root.update()
        assert not self.errors, self.errors

    def enter(self, url: str, username: str, password: str = PASSWORD, *, new: bool = True) -> None:
        """Fill in the sign-in and press the button."""
        entrance = self.entrance
        if new != entrance.new:
            entrance.other.invoke()
        entrance.url.value = url
        entrance.username.value = username
        entrance.password.value = password
        entrance.button.invoke()

    def join(self, url: str, username: str) -> None:
        """Create an account and wait for the chats."""
        self.enter(url, username)
        self.until(lambda: isinstance(self.program.screen, MainScreen) and self.online)

    @property
    def online(self) -> bool:
        """In sync, and the list shows it: the general chat at least."""
        session = self.program.session
        return session is not None and session.was_online and session.state == "online" and bool(self.names)

    def write(self, text: str) -> None:
        """Type into the composer and press Enter."""
        composer = self.main.conversation.writing.composer
        # What is not on the screen yet takes no keys.
        self.until(lambda: bool(composer.text.winfo_ismapped()))
        composer.value = text
        composer.text.focus_force()
        composer.text.event_generate("<Return>")

    @property
    def texts(self) -> list[str]:
        """What the timeline has drawn."""
        return [line.text for line in self.main.conversation.timeline.drawn_lines if not line.service]

    @property
    def names(self) -> list[str]:
        """The chats in the list."""
        return [entry.name for entry in self.main.list.entries]

    def direct(self, name: str) -> None:
        """Open a direct chat with somebody, by the dialog."""
        self.main.new_button.invoke()
        dialog = self.window(NewChatDialog)
        dialog.query.value = name
        self.until(lambda: [each.username for each in dialog.people] == [name])
        dialog.picker.choose(0)
        dialog.write.invoke()
        self.until(lambda: self.main.conversation.chat_id is not None)

    def picture(self, name: str) -> Counter[str]:
        """Count the colours of what is on the screen; MOLVA_PICTURES names a folder that keeps it, too."""
        self.root.lift()
        self.root.update()
        picture = read_screen(self.screen_file)
        folder = os.environ.get("MOLVA_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"desktop-{name}.png").write_bytes(picture.png())
        return picture.colours()

    def quit(self) -> None:
        """Close the window."""
        if not self.closed:
            self.closed = True
            self.program.quit()


class Desks:
    """The programs of several people on one screen."""

    def __init__(self, folder: Path, stack: ExitStack, screen_file: Path) -> None:
        self._screen_file = screen_file
        self._folder = folder
        self._stack = stack

    def start(self, whose: str, **environment: str) -> Desk:
        """Start somebody's program; again with what an earlier run has left."""
        home = self._folder / whose
        home.mkdir(exist_ok=True)
        chosen = {"HOME": str(home), "LANG": "en_US.UTF-8", **environment}
        desk = Desk(chosen, self._screen_file, lambda: self.start(whose, **environment))
        self._stack.callback(desk.quit)
        return desk
