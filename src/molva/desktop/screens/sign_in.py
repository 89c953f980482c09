"""The first screen: which server, and who; an account can be created here too."""

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk

from molva.client.login import Login, log_in
from molva.desktop.bridge import Bridge
from molva.desktop.look import Look
from molva.desktop.widgets.field import Field
from molva.desktop.words import Words
from molva.words import Sentences, explain


class SignInScreen(ttk.Frame):
    """Asks until somebody is signed in.

    Args:
        url: the server to begin with.
        done: called with the session.
        notice: why one has to sign in, if there is something to say.
    """

    def __init__(
        self,
        master: tk.Misc,
        look: Look,
        words: Words,
        sentences: Sentences,
        bridge: Bridge,
        environment: Mapping[str, str],
        *,
        url: str,
        done: Callable[[Login], None],
        notice: str = "",
    ) -> None:
        super().__init__(master, style="Surface.TFrame")
        self._look = look
        self._words = words
        self._sentences = sentences
        self._bridge = bridge
        self._environment = environment
        self._done = done
        self.new = False
        self.busy = False
        self._form = ttk.Frame(self, style="Surface.TFrame")
        self._form.place(relx=0.5, rely=0.45, anchor="center")
        ttk.Label(self._form, text=words.app, style="Title.TLabel").pack(pady=(0, look.px(16)))
        _, self.url = self._field(words.address, url)
        self._login_label, self.username = self._field(words.login)
        _, self.password = self._field(words.password, hidden=True)
        self.problem = ttk.Label(
            self._form, style="Danger.TLabel", wraplength=look.px(320), text=notice, justify="left"
        )
        self.problem.pack(fill="x", pady=(look.px(8), 0))
        self.button = ttk.Button(self._form, style="Accent.TButton", command=self.submit)
        self.button.pack(fill="x", pady=(look.px(10), look.px(8)))
        self.other = ttk.Button(self._form, style="Toolbutton", command=self._turn)
        self.other.pack()
        self.password.bind("<Return>", lambda _: self.submit())
        self._label()

    def submit(self) -> None:
        """Sign in, or create the account, with what the fields say."""
        url, username, password = self.url.value.strip(), self.username.value.strip(), self.password.value
        if self.busy:
            return
        if not (url and username and password):
            self.problem.configure(text=self._words.fill_in)
            return
        self.busy = True
        self.problem.configure(text="")
        self._label()

        entering = log_in(self._environment, url, username, password, new=self.new)
        self._bridge.start(entering, then=self._done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self.problem.configure(text=explain(self._sentences, error))
        self._label()

    def _turn(self) -> None:
        self.new = not self.new
        self.problem.configure(text="")
        self._label()

    def _label(self) -> None:
        """Let labels and buttons say what is meant now."""
        words = self._words
        self._login_label.configure(text=words.username if self.new else words.login)
        self.button.configure(text=words.one_moment if self.busy else words.register if self.new else words.sign_in)
        self.button.state(["disabled" if self.busy else "!disabled"])
        self.other.configure(text=words.to_sign_in if self.new else words.to_register)

    def _field(self, name: str, value: str = "", *, hidden: bool = False) -> tuple[ttk.Label, Field]:
        label = ttk.Label(self._form, text=name, style="Quiet.TLabel")
        label.pack(anchor="w", pady=(self._look.px(8), self._look.px(2)))
        field = Field(self._form, self._look, width=38, show="•" if hidden else "", value=value)
        field.pack(fill="x")
        return label, field
