"""The open chat: its heading, a window of its messages, and the field in which one writes."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message as Event
from textual.widgets import OptionList

from molva.client import ClientError
from molva.protocol.errors import Refusal
from molva.protocol.rows import Message
from molva.tui.chat_lines import chat_lines
from molva.tui.composer import Composer
from molva.tui.desk import Desk
from molva.tui.heading import Heading
from molva.tui.listing import is_listed
from molva.tui.message_actions import KEYS, MessageActions, is_own_text
from molva.tui.timeline import Timeline
from molva.tui.window import Window
from molva.tui.writing import Writing


class ChatPane(Vertical):
    """The right half of the main screen."""

    class Opened(Event):
        """Another chat is shown, or another place of it."""

        def __init__(self, chat_id: str) -> None:
            super().__init__()
            self.chat_id = chat_id

    class Lost(Event):
        """The open chat is not the reader's any more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="chat")
        self.window: Window | None = None
        """What is shown of the open chat; None where no chat is open."""
        self.heading = Heading()
        self.timeline = Timeline()
        self.writing = Writing(desk)
        self._desk = desk
        self._messages = MessageActions(desk, self.writing)
        self._new_after = 0
        self._reading: Window | None = None

    def compose(self) -> ComposeResult:
        """From above to below."""
        yield self.heading
        yield self.timeline
        yield self.writing

    def open(self, chat_id: str, *, at: int | None = None) -> None:
        """Show a chat, at its end or at one of its messages."""
        self._desk.say("")
        self.screen.add_class("-open")
        if self.window is None or self.window.chat_id != chat_id:
            membership = self._desk.session.replica.memberships.get(chat_id)
            self._new_after = membership.read_seq if membership else 0
            self.timeline.empty()
            self.writing.go(chat_id)
            self.window = Window(self._desk.session.replica, chat_id)
        if at is None:
            self._go_to_newest()
            self.writing.composer.focus()
        else:
            self.window.around(at)
            self.draw(to_end=False)
            self.timeline.choose(f"m{at}")
            self.timeline.focus()
        self.post_message(self.Opened(chat_id))

    def draw(self, *, to_end: bool | None = None) -> None:
        """Draw what the window shows.

        Args:
            to_end: go to the newest message; None stays there, if that is where the reader is.
        """
        if self.window is None:
            return
        window, session = self.window, self._desk.session
        if not is_listed(session.replica, window.chat_id):
            self._lose()
            return
        stay = window.at_newest and self.timeline.at_end if to_end is None else to_end
        window.follow()
        self.heading.show(self._desk.words, session, window.chat_id)
        self.timeline.show(chat_lines(self._desk.words, session, window, self._new_after), to_end=stay)
        if window.missing() is not None and self._reading is not window:
            self.run_worker(self._read_missing(window))
        if stay:
            self._mark_read(window)

    def _lose(self) -> None:
        self.window = None
        self.timeline.empty()
        self.writing.go("")
        self.screen.remove_class("-open")
        self._desk.say(self._desk.words.chat_gone)
        self.post_message(self.Lost())

    def _mark_read(self, window: Window) -> None:
        """Everything to the end has been seen, if the terminal is looked at and the chat is not below something."""
        if self.app.app_focus and self.app.screen is self.screen and self.display:
            self.run_worker(self._desk.session.read(window.chat_id))

    async def _read_missing(self, window: Window) -> None:
        """Ask the server for the messages of the window that are not here."""
        self._reading = window
        session = self._desk.session
        try:
            while session.online and (seq := window.missing()) is not None:
                found = await session.client.history(window.chat_id, before=seq + 1)
                window.take(found.messages)
                if window.missing() == seq:
                    break  # the server has nothing there that we may see
        except (Refusal, ClientError, TimeoutError):
            return  # it is asked again when the connection is back
        finally:
            self._reading = None
        self._desk.redraw({window.chat_id})

    @on(Writing.Sent)
    def _go_to_newest(self) -> None:
        if self.window is not None:
            self.window.to_newest()
            self.draw(to_end=True)

    @on(Timeline.OlderWanted)
    def _widen_up(self) -> None:
        if self.window is not None and self.window.widen_up():
            self.draw(to_end=False)

    @on(Timeline.NewerWanted)
    def _widen_down(self) -> None:
        if self.window is not None and not self.window.at_newest and self.window.widen_down():
            self.draw(to_end=False)
        elif self.window is not None:
            self._mark_read(self.window)

    @on(Composer.LastWanted)
    def _edit_last(self) -> None:
        messages = [] if self.window is None else self.window.messages(0)
        own = [each for each in messages if is_own_text(self._desk.session.replica, each)]
        if own:
            self.writing.edit(own[-1])

    def on_key(self, event: events.Key) -> None:
        """A letter on a message."""
        message = self._chosen() if self.timeline.has_focus else None
        if message is not None and event.character in KEYS:
            event.stop()
            self._messages.act(KEYS[event.character], message)

    @on(OptionList.OptionSelected, "#timeline")
    def _offer_actions(self) -> None:
        chosen, message = self.timeline.chosen or "", self._chosen()
        unsent = self._desk.session.outgoing.find(chosen.removeprefix("o"))
        if message is not None:
            self._messages.offer(message)
        elif unsent is not None:
            self._messages.offer_for_unsent(unsent)

    def _chosen(self) -> Message | None:
        """The message under the highlight."""
        chosen = self.timeline.chosen
        if self.window is None or chosen is None or not chosen.startswith("m"):
            return None
        return self.window.find(int(chosen[1:]))
