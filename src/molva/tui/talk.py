"""The main screen: chats on the left, the open chat on the right, and what comes from the server drawn into both."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message as Event
from textual.screen import Screen
from textual.widgets import OptionList, Static, TextArea

from molva.client import ClientError, State
from molva.protocol.errors import Refusal
from molva.protocol.rows import AnyRow, Chat, Message
from molva.protocol.signals import Typing
from molva.tui.chat_actions import ChatActions
from molva.tui.chat_lines import chat_lines
from molva.tui.chat_list import ChatList
from molva.tui.composer import Composer
from molva.tui.connection_line import ConnectionLine
from molva.tui.heading import Heading
from molva.tui.listing import Listing, is_listed
from molva.tui.message_actions import MessageActions
from molva.tui.session import Session
from molva.tui.timeline import Timeline
from molva.tui.window import Window
from molva.tui.words import Words
from molva.words import explain, preview, shown_name

TYPING_CHECK_SECONDS = 2.0
"""How often it is looked whether somebody has stopped typing, or a message has expired."""

PARTS = 5
"""What drawing needs."""


class Talk(MessageActions, ChatActions, Screen[None]):
    """Everything a signed-in person sees."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field in which one writes, which has uses of its own for such keys.
        Binding("ctrl+k", "find", priority=True),
        Binding("ctrl+o", "join", priority=True),
        Binding("f2", "pins", priority=True),
        Binding("f3", "links", priority=True),
        Binding("escape", "back"),
    ]

    class Ended(Event):
        """The server will not have this session any more."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    class Unread(Event):
        """So much is unread in the chats that may call."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self.window: Window | None = None
        self.answered: Message | None = None
        self.edited: Message | None = None
        self._listing = Listing(session.replica)
        self._drafts: dict[str, str] = {}
        self._new_after = 0
        self._changed: set[str] = set()
        self._everything = True
        self._due = False
        self._reading: Window | None = None

    def compose(self) -> ComposeResult:
        """The two panes, and the lines below them."""
        with Horizontal(id="panes"):
            yield ChatList()
            with Vertical(id="chat"):
                yield Heading()
                yield Timeline()
                yield Static("", id="about", markup=False)
                yield Composer()
        yield Static("", id="notice", markup=False)
        yield ConnectionLine()
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin to follow the server."""
        self.query_one("#about").display = self.query_one("#notice").display = False
        self.speak(self.words)
        self.query_one(ChatList).focus()
        for follow in (self._follow_rows, self._follow_signals, self._follow_states):
            self.run_worker(self._until_the_end(follow))
        self.set_interval(TYPING_CHECK_SECONDS, self._look_again)
        self.watch(self.app, "app_focus", self._look_again, init=False)

    def speak(self, words: Words) -> None:
        """Say everything in a language."""
        self.words = words
        self.query_one(Composer).placeholder = words.placeholder
        self.redraw()
        self._show_connection()
        self._show_keys()

    # --- What comes from the server ---------------------------------------------------------------------------------

    async def _until_the_end(self, follow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Follow something; all that is followed ends together, and the app is told once."""
        try:
            await follow()
        except (Refusal, ClientError) as error:
            self.post_message(self.Ended(error))

    async def _follow_rows(self) -> None:
        """Draw rows as they change; many that come together are drawn once."""
        async for row in self.session.client.rows():
            self._note(row)

    def _note(self, row: AnyRow) -> None:
        if isinstance(row, Message):
            self.session.arrived(row)
            if self.window is not None and row.chat_id == self.window.chat_id:
                self.window.changed(row)
        chat_id = row.id if isinstance(row, Chat) else getattr(row, "chat_id", None)
        if isinstance(chat_id, str):
            self.redraw({chat_id})
        else:
            self.redraw()

    async def _follow_signals(self) -> None:
        async for signal in self.session.client.signals():
            self.session.heard(signal)
            if isinstance(signal, Typing):
                self.redraw({signal.chat_id})
            else:
                self.redraw()

    async def _follow_states(self) -> None:
        async for _ in self.session.client.states():
            self._show_connection()
            self.redraw()

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
        if len(self.query("#chats, #heading, #timeline, #composer, #keys")) < PARTS:
            return  # the program ends, and the parts of the screen go before it does
        changed, self._changed = self._changed, set()
        whole, self._everything = self._everything, False
        chats = self.query_one(ChatList)
        chats.show(self.words, self.session, self._listing, self._drafts, None if whole else changed)
        self.post_message(self.Unread(sum(each.unread for each in chats.shown if not each.quiet)))
        self._show_keys()
        if self.window is not None and (whole or self.window.chat_id in changed):
            self._draw_chat(self.window)
        self.run_worker(self._tell_received(list(self.session.replica.chats) if whole else list(changed)))

    async def _tell_received(self, chats: list[str]) -> None:
        for chat_id in chats:
            await self.session.received(chat_id)

    def _draw_chat(self, window: Window, *, to_end: bool | None = None) -> None:
        if not is_listed(self.session.replica, window.chat_id):
            self._lose(window)
            return
        timeline = self.query_one(Timeline)
        stay = window.at_newest and timeline.at_end if to_end is None else to_end
        window.follow()
        self.query_one(Heading).show(self.words, self.session, window.chat_id)
        timeline.show(chat_lines(self.words, self.session, window, self._new_after), to_end=stay)
        if window.missing() is not None and self._reading is not window:
            self.run_worker(self._read_missing(window))
        if stay:
            self._mark_read(window)

    def _mark_read(self, window: Window) -> None:
        """Everything to the end has been seen, if the terminal is looked at and the chat is not below something."""
        looked_at = self.app.app_focus and self.app.screen is self and self.query_one("#chat").display
        if looked_at:
            self.run_worker(self.session.read(window.chat_id))

    async def _read_missing(self, window: Window) -> None:
        """Ask the server for the messages of the window that are not here."""
        self._reading = window
        try:
            while self.session.online and (seq := window.missing()) is not None:
                found = await self.session.client.history(window.chat_id, before=seq + 1)
                window.take(found.messages)
                if window.missing() == seq:
                    break  # the server has nothing there that we may see
        except (Refusal, ClientError, TimeoutError):
            return  # it is asked again when the connection is back
        finally:
            self._reading = None
        self.redraw({window.chat_id})

    def _lose(self, window: Window) -> None:
        """The open chat is not the reader's any more."""
        self.window = None
        self._drop_mode()
        self.query_one(Composer).write("")
        self.query_one(Timeline).clear_options()
        self.remove_class("-open")
        self.say(self.words.chat_gone)
        self.query_one(ChatList).focus()

    def on_screen_resume(self) -> None:
        """The small window above is gone."""
        self._look_again()

    def _look_again(self) -> None:
        """Time has gone on, or somebody looks again: typing ends, `online 5 minutes ago` changes, messages are read."""
        if self.window is not None:
            self.redraw({self.window.chat_id})

    def _show_connection(self) -> None:
        client = self.session.client
        for line in self.query(ConnectionLine):  # none while the program ends, when the connection ends as well
            line.show(self.words, client.state, client.waiting)

    def _show_keys(self) -> None:
        words, focused = self.words, self.focused
        said = words.keys_composer if isinstance(focused, Composer) else words.keys_list
        self.query_one("#keys", Static).update(words.keys_messages if isinstance(focused, Timeline) else said)
        empty = not self.query_one(ChatList).shown and self.session.client.state is State.ONLINE
        if self.window is None:
            self.query_one(Heading).update(words.chats_empty if empty else words.choose_chat)

    # --- Opening a chat ---------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#chats")
    def _chat_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.open(event.option_id)

    def open(self, chat_id: str, *, at: int | None = None) -> None:
        """Show a chat, at its end or at one of its messages."""
        composer = self.query_one(Composer)
        self.say("")
        if self.window is None or self.window.chat_id != chat_id:
            self._keep_draft()
            self._drop_mode()
            self.window = Window(self.session.replica, chat_id)
            membership = self.session.replica.memberships.get(chat_id)
            self._new_after = membership.read_seq if membership else 0
            self.query_one(Timeline).clear_options()
            self.query_one(Timeline).show([], to_end=False)
            draft = self.session.replica.drafts.get(chat_id)
            composer.write(self._drafts.pop(chat_id, "") or (draft.text if draft else ""))
            self.redraw({chat_id})
        self.add_class("-open")
        if at is not None:
            self.window.around(at)
            self._draw_chat(self.window, to_end=False)
            self.query_one(Timeline).choose(f"m{at}")
            self.query_one(Timeline).focus()
        else:
            self.window.to_newest()
            self._draw_chat(self.window, to_end=True)
            composer.focus()
        self.query_one(ChatList).choose(chat_id)

    def listed(self) -> list[str]:
        """The chats of the list, in its order."""
        return [each.chat_id for each in self.query_one(ChatList).shown]

    def action_back(self) -> None:
        """Escape: from the messages to writing, from writing to the chats."""
        self.say("")
        if isinstance(self.focused, Timeline):
            self.query_one(Composer).focus()
        else:
            self.remove_class("-open")
            self.query_one(ChatList).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys work elsewhere."""
        self._show_keys()
        if isinstance(event.widget, Timeline):
            event.widget.choose_last()

    @on(Timeline.OlderWanted)
    def _widen_up(self) -> None:
        if self.window is not None and self.window.widen_up():
            self._draw_chat(self.window, to_end=False)

    @on(Timeline.NewerWanted)
    def _widen_down(self) -> None:
        if self.window is not None and not self.window.at_newest and self.window.widen_down():
            self._draw_chat(self.window, to_end=False)
        elif self.window is not None:
            self._mark_read(self.window)

    # --- Writing ----------------------------------------------------------------------------------------------------

    @on(Composer.Sent)
    async def _send(self, event: Composer.Sent) -> None:
        if self.window is None or not event.text.strip():
            return
        composer = self.query_one(Composer)
        try:
            if self.edited is not None:
                await self.session.edit(self.edited, event.text)
            else:
                reply_to = self.answered.seq if self.answered else None
                await self.session.send(self.window.chat_id, event.text, reply_to=reply_to)
        except (Refusal, ClientError, OSError) as error:
            self.tell(error)
            return
        self.say("")
        composer.write("")
        self._drafts.pop(self.window.chat_id, None)
        self._drop_mode()
        self.window.to_newest()
        self._draw_chat(self.window, to_end=True)
        self._show_connection()

    @on(TextArea.Changed)
    async def _written(self) -> None:
        if self.window is not None and self.edited is None and self.query_one(Composer).text.strip():
            self.run_worker(self.session.typing(self.window.chat_id), group="typing", exclusive=False)

    @on(Composer.LastWanted)
    def _edit_last(self) -> None:
        if self.window is None:
            return
        own = [each for each in self.window.messages(0) if self.may_edit(each)]
        if own:
            self.begin_edit(own[-1])

    @on(Composer.Left)
    def _leave_composer(self) -> None:
        if self.edited is not None:
            self.query_one(Composer).write("")
        if self.edited is not None or self.answered is not None:
            self._drop_mode()
        else:
            self.action_back()

    def begin_reply(self, message: Message) -> None:
        """What is written next answers a message."""
        name = shown_name(self.words.shared, self.session.replica, message.chat_id, message.sender_id)
        self._set_mode(self.words.replying, message, name)
        self.answered = message

    def begin_edit(self, message: Message) -> None:
        """The text of an own message goes into the field."""
        self._set_mode(self.words.editing, message, "")
        self.edited = message
        self.query_one(Composer).write(message.text)

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        self.say(explain(self.words.shared, error))
        self.redraw()

    def say(self, line: str) -> None:
        """Tell a line that stays until something else is done."""
        for notice in self.query("#notice").results(Static):  # none while the program ends
            notice.update(line)
            notice.display = bool(line)

    def _set_mode(self, said: str, message: Message, name: str) -> None:
        self._drop_mode()
        text = preview(self.words.shared, self.session.replica, message)
        about = self.query_one("#about", Static)
        about.update(said.format(name=name, text=text))
        about.display = True
        self.query_one(Composer).focus()

    def _drop_mode(self) -> None:
        self.answered = self.edited = None
        self.query_one("#about").display = False

    def _keep_draft(self) -> None:
        """What was begun in the chat that is left stays there, and goes to the other devices."""
        if self.window is None or self.edited is not None:
            return
        chat_id, text = self.window.chat_id, self.query_one(Composer).text
        saved = self.session.replica.drafts.get(chat_id)
        if text.strip():
            self._drafts[chat_id] = text
        else:
            self._drafts.pop(chat_id, None)
        if text.strip() != (saved.text.strip() if saved else ""):
            self.run_worker(self.session.save_draft(chat_id, text))
