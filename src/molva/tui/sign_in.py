"""The first screen: server, name and password."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message as Event
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from molva.client import ClientError
from molva.client.login import Login, log_in
from molva.protocol.errors import Refusal
from molva.tui.words import Words
from molva.words import explain


class SignIn(Screen[None]):
    """Asks until somebody is signed in.

    Args:
        url: the address to begin with.
        said: why it is asked for again.
    """

    class Done(Event):
        """Somebody is signed in."""

        def __init__(self, login: Login) -> None:
            super().__init__()
            self.login = login

    def __init__(self, words: Words, environment: Mapping[str, str], url: str, said: str = "") -> None:
        super().__init__()
        self._words = words
        self._environment = environment
        self._url = url
        self._said = said

    def compose(self) -> ComposeResult:
        """The fields and the two ways in."""
        words = self._words
        with VerticalScroll(classes="window"):
            yield Static(f"Molva · {words.sign_in_title}", classes="title", markup=False)
            yield Input(self._url, placeholder=words.address, id="address")
            yield Input(placeholder=words.username, id="username")
            yield Input(placeholder=words.password, password=True, id="password")
            yield Static(self._said, id="said", markup=False)
            with Horizontal(id="ways"):
                yield Button(words.sign_in, variant="primary", id="sign-in")
                yield Button(words.create_account, id="register")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#username", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next empty field, and signs in at the last."""
        empty = next((field for field in self.query(Input) if not field.value), None)
        if empty is not None:
            empty.focus()
        else:
            self._begin(new=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Sign in, or register."""
        self._begin(new=event.button.id == "register")

    def _begin(self, *, new: bool) -> None:
        self._say(self._words.signing_in)
        self.run_worker(self._enter(new=new), exclusive=True)

    async def _enter(self, *, new: bool) -> None:
        fields = ("address", "username", "password")
        url, username, password = (self.query_one(f"#{name}", Input).value for name in fields)
        try:
            login = await log_in(self._environment, url.strip(), username.strip(), password, new=new)
        except (Refusal, ClientError, OSError) as error:
            self._say(explain(self._words.shared, error))
        else:
            self.post_message(self.Done(login))

    def _say(self, line: str) -> None:
        self.query_one("#said", Static).update(line)
