"""The program: one window, which shows the sign-in or the chats, from the first moment to the last."""

import contextlib
import logging
import tkinter as tk
from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from molva.client.errors import ClientError, NoLogin
from molva.client.login import Login, default_url, forget_login, forget_outbox, log_out, outbox_folder, read_login
from molva.desktop.bridge import Bridge
from molva.desktop.context import Context
from molva.desktop.keys import bind_keys
from molva.desktop.look import Look
from molva.desktop.persons import hue
from molva.desktop.preferences import Preferences, preferences_file, read_preferences, write_preferences
from molva.desktop.screens.main import MainScreen
from molva.desktop.screens.settings import SettingsDialog
from molva.desktop.screens.sign_in import SignInScreen
from molva.desktop.session import Session
from molva.desktop.widgets.toast import Toasts, ask_attention
from molva.desktop.windowing import forget_all, has_focus, on_quit, prepare_screen
from molva.desktop.words import words_in
from molva.protocol.errors import Refusal
from molva.protocol.rows import Message
from molva.words import chat_name, choose_language, explain, preview, sentences_in, shown_name

SIZE: Final = "1080x720"
SMALLEST: Final = (640, 420)
CLASS: Final = "Molva"
PROGRAM: Final = "desktop"
"""The folder of what is not sent yet has this name."""
TOGETHER_MILLIS: Final = 15
"""Changes within this time are shown together."""

log = logging.getLogger(__name__)


class Program:
    """The window and what belongs to it.

    Args:
        environment: home folder, language, address of the server, session of a script.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._file = preferences_file(environment)
        self.preferences = read_preferences(self._file)
        prepare_screen()
        self.root = tk.Tk(className=CLASS)
        self.root.title(CLASS)
        self.root.geometry(self.preferences.geometry or SIZE)
        self.root.minsize(*SMALLEST)
        on_quit(self.root, self.quit)
        self.root.report_callback_exception = self._broken
        self.look = Look(self.root, self.preferences)
        self.on_error: Callable[[BaseException], None] = self._went_wrong
        """Called with what failed where nobody waited for it."""
        self.bridge = Bridge(self.root, self.on_error)
        self.toasts = Toasts(self.root, self.look)
        self.session: Session | None = None
        self.screen: SignInScreen | MainScreen | None = None
        self._speak()
        bind_keys(self.root, self._main_screen, self.show_settings)
        self.root.bind("<FocusIn>", self._looked_at)
        self._begin()

    def run(self) -> None:
        """Show the window until it is closed."""
        self.root.mainloop()

    def quit(self) -> None:
        """Write down what was just sent, and end."""
        self._remember_place()
        self.root.withdraw()
        self._close_session()
        self.bridge.close()
        # What the theme package still has to tell its widgets, it tells while there are some.
        self.root.update_idletasks()
        self.look.close()
        forget_all(self.root)
        self.root.destroy()

    # --- signing in and out --------------------------------------------------------------------------------------

    def _begin(self) -> None:
        try:
            self._enter(read_login(self.environment))
        except NoLogin:
            self.ask()
        except ClientError as error:
            self.ask(explain(self.sentences, error))

    def ask(self, notice: str = "") -> None:
        """Show the sign-in."""
        self.root.title(CLASS)
        named = default_url(self.environment)
        chosen = any(self.environment.get(name) for name in ("MOLVA_URL", "SERVER_HOST", "SERVER_PORT"))
        self._show(
            SignInScreen(
                self.root, self.look, self.words, self.sentences, self.bridge, self.environment,
                url=named if chosen else self.preferences.url or named, done=self._signed_in, notice=notice,
            )
        )  # fmt: skip

    def _signed_in(self, login: Login) -> None:
        self._prefer(url=login.url)
        try:
            self._enter(login)
        except ClientError as error:
            self.ask(explain(self.sentences, error))

    def _enter(self, login: Login) -> None:
        """Connect and show the chats.

        Raises:
            FolderInUse: this program is running for the account already.
        """
        self.session = Session(
            self.bridge,
            login,
            outbox_folder(self.environment, PROGRAM, login),
            soon=lambda do: self.root.after(TOGETHER_MILLIS, do),
            changed=self._changed,
            heard=self._heard,
            ended=self._ended,
        )
        self._show(self._main(self.session))

    def _main(self, session: Session) -> MainScreen:
        return MainScreen(
            self.root, Context(self.look, self.words, self.sentences, session),
            settings=self.show_settings, unread=self._count,
        )  # fmt: skip

    def _ended(self, error: Exception) -> None:
        """The server does not take this session any more; what is not sent yet stays on the disk."""

        def ask() -> None:
            self._close_session()
            if isinstance(error, Refusal):
                forget_login(self.environment)
            self.ask(self.words.signed_out if isinstance(error, Refusal) else explain(self.sentences, error))

        self.root.after_idle(ask)

    def sign_out(self) -> None:
        """End the session on the server, if it can be reached, and here, with what has not been sent."""
        session = self.session
        if session is None:
            return

        def out(_: object) -> None:
            with contextlib.suppress(OSError):  # the session has ended on the server in any case
                forget_login(self.environment)
                forget_outbox(self.environment, PROGRAM, session.login)
            self.root.after_idle(self.ask)

        self._close_session()
        self.bridge.start(log_out(self.environment), then=out, failed=out)

    def _close_session(self) -> None:
        self.toasts.close()
        if self.session is not None:
            session, self.session = self.session, None
            self.bridge.finish(session.close())

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        """Show the settings."""
        if self.session is None:
            return
        account = self.session.replica.account
        name = account.name if account is not None else ""
        username = account.username if account is not None else self.session.login.username
        SettingsDialog(
            self.root, self.look, self.words, self.preferences,
            who=(self.words.signed_in_as.format(name=name, username=username), self.session.login.url),
            chosen=self.choose, sign_out=self.sign_out,
        )  # fmt: skip

    def choose(self, preferences: Preferences) -> None:
        """Keep these choices, and show everything by them."""
        self.preferences = preferences
        write_preferences(self._file, preferences)
        self.look.apply(preferences)
        self._speak()
        if isinstance(self.screen, MainScreen) and self.session is not None:
            opened = self.screen.conversation.chat_id
            self.screen.conversation.writing.keep()
            self._show(self._main(self.session))
            if opened is not None:
                self.screen.open(opened)

    def _speak(self) -> None:
        language = self.preferences.language or choose_language(self.environment)
        self.words, self.sentences = words_in(language), sentences_in(language)

    def _show(self, screen: "SignInScreen | MainScreen") -> None:
        if self.screen is not None:
            self.screen.destroy()
        self.screen = screen
        screen.pack(fill="both", expand=True)

    def _main_screen(self) -> MainScreen | None:
        return self.screen if isinstance(self.screen, MainScreen) else None

    def _changed(self) -> None:
        if self.session is not None and isinstance(self.screen, MainScreen):
            self.screen.refresh()

    def _count(self, unread: int) -> None:
        self.root.title(self.words.unread_title.format(n=unread) if unread else CLASS)

    def _heard(self, message: Message) -> None:
        """Tell of a message, unless the person is looking at its chat."""
        screen, session = self.screen, self.session
        if session is None or not isinstance(screen, MainScreen) or not self.preferences.notifications:
            return
        looking = has_focus(self.root)
        if looking and screen.conversation.chat_id == message.chat_id:
            return
        title = chat_name(self.sentences, session.replica, message.chat_id)
        who = shown_name(self.sentences, session.replica, message.chat_id, message.sender_id)
        text = preview(self.sentences, session.replica, message)
        said = text if who == title else f"{who}: {text}"

        def chosen() -> None:
            self.root.deiconify()
            self.root.lift()
            self.root.focus_force()
            screen.open(message.chat_id)

        def show() -> None:
            self.toasts.show(title, said, hue(message.sender_id), chosen)
            if not looking:
                ask_attention(self.root)
            if self.preferences.sound:
                self.root.bell()

        self.root.after_idle(show)

    # --- the rest ------------------------------------------------------------------------------------------------

    def _looked_at(self, event: "tk.Event[tk.Misc]") -> None:
        if event.widget is self.root and isinstance(self.screen, MainScreen):
            self.screen.conversation.mark_read()

    def _prefer(self, *, url: str) -> None:
        self.preferences = replace(self.preferences, url=url)
        write_preferences(self._file, self.preferences)

    def _remember_place(self) -> None:
        self.preferences = replace(self.preferences, geometry=self.root.geometry())
        write_preferences(self._file, self.preferences)

    def _went_wrong(self, error: BaseException) -> None:
        """Something of ours failed where nobody waited for it: say so, and go on."""
        log.error("a task failed", exc_info=error)
        if isinstance(self.screen, MainScreen) and isinstance(error, Exception):
            self.screen.fail(error)

    def _broken(self, kind: object, error: BaseException, trace: object) -> None:
        self.on_error(error)


def run(environment: Mapping[str, str]) -> None:
    """Show the window until it is closed.

    Raises:
        tk.TclError: there is no screen.
    """
    Program(environment).run()
