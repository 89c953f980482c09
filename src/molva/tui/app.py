"""The terminal client: signs in, opens the connection and shows the main screen."""

import contextlib
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.theme import Theme

from molva.client import Client, ClientError
from molva.client.accounts import sign_out
from molva.client.errors import NoLogin
from molva.client.login import Login, default_url, forget_login, forget_outbox, outbox_folder, read_login
from molva.client.outbox import Entry
from molva.protocol.commands import MarkChat
from molva.protocol.errors import NotSignedIn, Refusal
from molva.tui.notice import Notice
from molva.tui.session import Session
from molva.tui.sign_in import SignIn
from molva.tui.talk import Talk
from molva.tui.words import Words, words_in
from molva.words import choose_language, explain

PROGRAM = "tui"
TITLE = "Molva"
LIGHT = Theme(
    "molva-light",
    primary="#0b57d0",
    accent="#0b57d0",
    success="#146c2e",
    warning="#ffd966",
    error="#b3261e",
    dark=False,
)
DARK = Theme(
    "molva-dark",
    primary="#a8c7fa",
    accent="#a8c7fa",
    success="#6dd58c",
    warning="#ffd966",
    error="#f2b8b5",
    dark=True,
)


class Molva(App[None]):
    """Everything else is in the screens.

    Args:
        environment: where the session, the home folder and the language come from.
        url: the server to sign in to; that of the remembered session without one.
        language: the language to speak whatever account and system say.
        draw: draws a number in [0, 1), for the waits before coming back to the server.
    """

    CSS_PATH = Path(__file__).with_name("tui.tcss")
    TITLE = TITLE
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "turn_theme", priority=True),
        Binding("f1", "help", priority=True),
        Binding("ctrl+q", "quit", priority=True),
    ]

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        url: str = "",
        language: str = "",
        draw: Callable[[], float] = random.random,
    ) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
        self._environment = environment
        self._url = url
        self._language = language
        self._random = draw
        self._session: Session | None = None
        self.words: Words = words_in(language or choose_language(environment))

    def on_mount(self) -> None:
        """Go on as whoever is signed in, or ask."""
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self.theme = LIGHT.name if _light_terminal(self._environment) else DARK.name
        self._entitle(0)
        try:
            login = read_login(self._environment)
        except NoLogin:
            self._ask("")
        except ClientError as error:
            self._ask(explain(self.words.shared, error))
        else:
            if self._url and self._url.rstrip("/") != login.url.rstrip("/"):
                self._ask("")
            else:
                self._enter(login)

    def on_sign_in_done(self, event: SignIn.Done) -> None:
        """Somebody has signed in."""
        self._enter(event.login)

    async def on_talk_ended(self, event: Talk.Ended) -> None:
        """The server will not have this session any more: sign in again."""
        session, self._session = self._session, None
        if session is None:
            return  # it has been told
        await session.client.close()
        if isinstance(event.error, NotSignedIn):
            forget_login(self._environment)
        await self._leave(session, explain(self.words.shared, event.error))

    def on_talk_signed_out(self) -> None:
        """Somebody wants to sign out."""
        session, self._session = self._session, None
        if session is not None:
            self.run_worker(self._sign_out(session))

    async def _sign_out(self, session: Session) -> None:
        """End a session on the server, and here also where the server cannot be reached."""
        said = ""
        await session.client.close()
        try:
            await sign_out(session.client.url, session.client.token)
        except NotSignedIn:
            pass  # it had ended before
        except (Refusal, ClientError):
            said = self.words.signed_out_here
        try:
            forget_login(self._environment)
            forget_outbox(self._environment, PROGRAM, session.login)
        except OSError as error:
            said = explain(self.words.shared, error)
        await self._leave(session, said)

    async def _leave(self, session: Session, said: str) -> None:
        self._url = session.client.url
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        self._entitle(0)
        self._ask(said)

    def on_talk_unread(self, event: Talk.Unread) -> None:
        """Say in the terminal's title how much is unread."""
        self._entitle(event.count)

    def _entitle(self, count: int) -> None:
        title = f"({count}) {TITLE}" if count else TITLE
        if title != self.title or count == 0:
            self.title = title
            if self._driver is not None and not self.is_headless:
                # Nothing that others wrote goes here: a number and our own name.
                self._driver.write(f"\x1b]0;{title}\x07")

    def action_turn_theme(self) -> None:
        """From light to dark and back."""
        self.theme = DARK.name if self.theme == LIGHT.name else LIGHT.name

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, Notice):
            self.push_screen(Notice(self.words.help, self.words.help_text))

    async def on_unmount(self) -> None:
        """Leave: what was not sent stays in the folder."""
        if self._session is not None:
            await self._session.client.close()

    def _ask(self, said: str) -> None:
        self.push_screen(SignIn(self.words, self._environment, self._url or self._remembered_url(), said))

    def _remembered_url(self) -> str:
        with contextlib.suppress(ClientError):  # then the one on this machine
            return read_login(self._environment).url
        return default_url(self._environment)

    def _enter(self, login: Login) -> None:
        try:
            client = Client(
                login.url,
                login.token,
                folder=outbox_folder(self._environment, PROGRAM, login),
                on_refused=self._refused,
                draw=self._random,
            )
        except (ClientError, OSError, ValueError) as error:
            self._ask(explain(self.words.shared, error))
            return
        session = self._session = Session(client, login)
        client.start()
        if isinstance(self.screen, SignIn):
            self.pop_screen()
        self.push_screen(Talk(self.words, session))
        self.run_worker(self._speak_as_account(session))

    async def _speak_as_account(self, session: Session) -> None:
        """The account's language wins over the system's, and one that was asked for over both."""
        with contextlib.suppress(Refusal, ClientError):  # the main screen tells
            await session.client.online()
            account = session.replica.account
            if not self._language and account is not None and account.language:
                self.words = words_in(account.language)
                if isinstance(self.screen, Talk):
                    self.screen.speak(self.words)

    def _refused(self, entry: Entry, error: Exception) -> None:
        """Something posted was refused for good; the main screen tells, also below another one."""
        if self._session is not None:
            self._session.refused(entry, error)
        if isinstance(entry.command, MarkChat):
            return  # nobody asked for it
        for screen in self.screen_stack:
            if isinstance(screen, Talk):
                screen.refused(error)


def _light_terminal(environment: Mapping[str, str]) -> bool:
    """Terminals that say which colours they have name the background last: 7 and 15 are light."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15") and sys.platform != "win32"
