"""The main screen: chats on the left, the open chat on the right, and what comes from the server drawn into both."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.screen import Screen
from textual.widgets import OptionList, Static

from molva.client import ClientError, FellBehind
from molva.protocol.errors import Refusal
from molva.protocol.rows import AnyRow, Chat, Message
from molva.protocol.signals import Typing
from molva.tui.chat_actions import KEYS, ChatActions
from molva.tui.chat_list import ChatList
from molva.tui.chat_pane import ChatPane
from molva.tui.composer import Composer
from molva.tui.connection_line import ConnectionLine
from molva.tui.desk import Desk
from molva.tui.session import Session
from molva.tui.timeline import Timeline
from molva.tui.words import Words
from molva.tui.writing import Writing

TYPING_CHECK_SECONDS: Final = 2.0
"""How often it is looked whether somebody has stopped typing, or a message has expired."""

PARTS: Final = "#chats, #heading, #timeline, #composer, #keys"
"""What drawing needs."""


class Talk(Screen[None]):
    """Everything a signed-in person sees."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field in which one writes, which has uses of its own for such keys.
        *(Binding(key, f"chat('{name}')", priority=True) for key, name in KEYS.items()),
        Binding("f9", "sign_out", priority=True),
        Binding("escape", "back"),
    ]

    class Ended(Event):
        """The server will not have this session any more."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    class SignedOut(Event):
        """The session is to be ended, and forgotten here."""

    class Unread(Event):
        """So much is unread in the chats that may call."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.desk = Desk(self, words, session, self.redraw)
        self.chats = ChatList(self.desk)
        self.pane = ChatPane(self.desk)
        self._chat_actions = ChatActions(self.desk, self.pane)
        self._changed: set[str] = set()
        self._everything = True
        self._due = False

    def compose(self) -> ComposeResult:
        """The two panes, and the lines below them."""
        with Horizontal(id="panes"):
            yield self.chats
            yield self.pane
        yield Static("", id="notice", markup=False)
        yield ConnectionLine()
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin to follow the server."""
        self.desk.say("")
        self.speak(self.desk.words)
        self.chats.focus()
        for follow in (self._follow_rows, self._follow_signals, self._follow_states):
            self.run_worker(self._until_the_end(follow))
        self.set_interval(TYPING_CHECK_SECONDS, self._look_again)
        self.watch(self.app, "app_focus", self._look_again, init=False)

    def speak(self, words: Words) -> None:
        """Say everything in a language."""
        self.desk.words = words
        self.pane.writing.speak()
        self.redraw()
        self._show_connection()
        self._show_keys()

    def refused(self, error: Exception) -> None:
        """Tell that something written was refused for good."""
        self.desk.tell(error)
        self.redraw()

    # --- What comes from the server ---------------------------------------------------------------------------------

    async def _until_the_end(self, follow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Follow something; all that is followed ends together, and the app is told once."""
        try:
            await follow()
        except (Refusal, ClientError) as error:
            self.post_message(self.Ended(error))

    async def _follow_rows(self) -> None:
        """Draw rows as they change; many that come together are drawn once."""
        session = self.desk.session
        while True:
            try:
                async for row in session.client.rows():
                    self._note(row)
                return
            except FellBehind:  # the replica has them all
                session.outgoing.settle(session.replica)
                self.redraw()

    def _note(self, row: AnyRow) -> None:
        if isinstance(row, Message):
            self.desk.session.arrived(row)
            if self.pane.window is not None and row.chat_id == self.pane.window.chat_id:
                self.pane.window.changed(row)
        chat_id = row.id if isinstance(row, Chat) else getattr(row, "chat_id", None)
        self.redraw({chat_id} if isinstance(chat_id, str) else None)

    async def _follow_signals(self) -> None:
        async for signal in self.desk.session.client.signals():
            self.desk.session.heard(signal)
            self.redraw({signal.chat_id} if isinstance(signal, Typing) else None)

    async def _follow_states(self) -> None:
        async for _ in self.desk.session.client.states():
            self._show_connection()
            self.redraw()

    # --- Drawing ----------------------------------------------------------------------------------------------------

    def redraw(self, changed: set[str] | None = None) -> None:
        """Draw chats that have changed, all of them without an argument; soon, and once for many changes."""
        if changed is None:
            self._everything = True
        else:
            self._changed |= changed
        if not self._due:
            self._due = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._due = False
        if len(self.query(PARTS)) < PARTS.count("#"):
            return  # the program ends, and the parts of the screen go before it does
        changed, self._changed = self._changed, set()
        whole, self._everything = self._everything, False
        self.chats.show(None if whole else changed)
        self.post_message(self.Unread(sum(each.unread for each in self.chats.shown if not each.quiet)))
        self._show_keys()
        if whole or (self.pane.window is not None and self.pane.window.chat_id in changed):
            self.pane.draw()
        self.run_worker(self._tell_received(list(self.desk.session.replica.chats) if whole else list(changed)))

    async def _tell_received(self, chats: list[str]) -> None:
        for chat_id in chats:
            await self.desk.session.received(chat_id)

    def on_screen_resume(self) -> None:
        """The small window above is gone."""
        self._look_again()

    def _look_again(self) -> None:
        """Time has gone on, or somebody looks again: typing ends, `online 5 minutes ago` changes, messages are read."""
        if self.pane.window is not None:
            self.redraw({self.pane.window.chat_id})

    @on(Writing.Sent)
    def _show_connection(self) -> None:
        client = self.desk.session.client
        for line in self.query(ConnectionLine):  # none while the program ends, when the connection ends as well
            line.show(self.desk.words, client.state, client.waiting)

    def _show_keys(self) -> None:
        words, focused = self.desk.words, self.focused
        said = words.keys_composer if isinstance(focused, Composer) else words.keys_list
        self.query_one("#keys", Static).update(words.keys_messages if isinstance(focused, Timeline) else said)
        if self.pane.window is None:
            empty = not self.chats.shown and self.desk.session.online
            self.pane.heading.update(words.chats_empty if empty else words.choose_chat)

    # --- What a person does -----------------------------------------------------------------------------------------

    def action_chat(self, name: str) -> None:
        """One of the keys for chats."""
        self._chat_actions.act(name)

    def action_sign_out(self) -> None:
        """End the session, once somebody has agreed to what is lost by it."""
        words, unsent = self.desk.words, self.desk.session.unsent
        question = words.sign_out_question
        if unsent:
            question += "\n" + words.sign_out_loses.format(waiting=words.shared.waiting.of(unsent))
        self.desk.confirm(question, words.sign_out, self._sign_out)

    async def _sign_out(self) -> None:
        self.desk.say(self.desk.words.signing_out)
        self.post_message(self.SignedOut())

    @on(OptionList.OptionSelected, "#chats")
    def _chat_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.pane.open(event.option_id)

    @on(ChatPane.Opened)
    def _opened(self, event: ChatPane.Opened) -> None:
        self.chats.choose(event.chat_id)

    @on(ChatPane.Lost)
    def _lost(self) -> None:
        self.chats.focus()

    @on(Composer.Left)
    def action_back(self) -> None:
        """Escape: from the messages to writing, from writing to the chats."""
        self.desk.say("")
        if isinstance(self.focused, Timeline):
            self.pane.writing.composer.focus()
        else:
            self.remove_class("-open")
            self.chats.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys work elsewhere."""
        self._show_keys()
        if isinstance(event.widget, Timeline):
            event.widget.choose_last()
