"""The field in which one writes to the open chat, and above it what is answered or changed."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message as Event
from textual.widgets import Static, TextArea

from molva.client import ClientError
from molva.protocol.errors import Refusal
from molva.protocol.rows import Message
from molva.tui.composer import Composer
from molva.tui.desk import Desk
from molva.words import preview, shown_name


class Writing(Vertical):
    """Sends messages, answers and changes; what was begun in a chat stays there."""

    class Sent(Event):
        """Something was written, and is on its way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="writing")
        self.composer = Composer()
        self._desk = desk
        self._about = Static("", id="about", markup=False)
        self._chat_id = ""
        self._answered: Message | None = None
        self._edited: Message | None = None

    def compose(self) -> ComposeResult:
        """The line above the field, and the field."""
        yield self._about
        yield self.composer

    def on_mount(self) -> None:
        """Nothing is answered yet."""
        self._end()

    def speak(self) -> None:
        """Say everything in the language of the desk."""
        self.composer.placeholder = self._desk.words.placeholder

    def go(self, chat_id: str) -> None:
        """Write to another chat from now on, going on with what was begun there; to none with an empty id."""
        self._keep_draft()
        self._end()
        session = self._desk.session
        saved = session.replica.drafts.get(chat_id)
        self.composer.write(session.drafts.pop(chat_id, "") or (saved.text if saved else ""))
        self._desk.redraw({each for each in (self._chat_id, chat_id) if each})
        self._chat_id = chat_id

    def reply(self, message: Message) -> None:
        """What is written next answers a message."""
        name = shown_name(self._desk.words.shared, self._desk.session.replica, message.chat_id, message.sender_id)
        self._begin(self._desk.words.replying, message, name)
        self._answered = message

    def edit(self, message: Message) -> None:
        """The text of an own message goes into the field."""
        self._begin(self._desk.words.editing, message)
        self._edited = message
        self.composer.write(message.text)

    @on(Composer.Sent)
    async def _send(self, event: Composer.Sent) -> None:
        if not self._chat_id or not event.text.strip():
            return
        try:
            if self._edited is not None:
                await self._desk.session.edit(self._edited, event.text)
            else:
                reply_to = self._answered.seq if self._answered else None
                await self._desk.session.send(self._chat_id, event.text, reply_to=reply_to)
        except (Refusal, ClientError, OSError) as error:
            self._desk.tell(error)
            self._desk.redraw({self._chat_id})
            return
        self._desk.say("")
        self.composer.write("")
        self._end()
        self.post_message(self.Sent())

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._chat_id and self._edited is None and self.composer.text.strip():
            self.run_worker(self._desk.session.typing(self._chat_id))

    @on(Composer.Left)
    def _leave(self, event: Composer.Left) -> None:
        """Escape ends an answer or a change first; without one the field is left."""
        if self._edited is not None:
            self.composer.write("")
        if self._edited is not None or self._answered is not None:
            event.stop()
            self._end()

    def _begin(self, said: str, message: Message, name: str = "") -> None:
        self._end()
        text = preview(self._desk.words.shared, self._desk.session.replica, message)
        self._about.update(said.format(name=name, text=text))
        self._about.display = True
        self.composer.focus()

    def _end(self) -> None:
        self._answered = self._edited = None
        self._about.display = False

    def _keep_draft(self) -> None:
        """What was begun stays in its chat, and goes to the other devices."""
        if not self._chat_id or self._edited is not None:
            return
        session, text = self._desk.session, self.composer.text
        saved = session.replica.drafts.get(self._chat_id)
        if text.strip():
            session.drafts[self._chat_id] = text
        if text.strip() != (saved.text.strip() if saved else ""):
            self.run_worker(session.save_draft(self._chat_id, text))
