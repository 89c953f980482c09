"""What one does with the message under the highlight: by a key, or from its menu."""

from typing import Any, Final

from textual import events, on
from textual.screen import Screen
from textual.widgets import OptionList

from molva.client import ClientError
from molva.protocol.commands import DeleteMessage, HideMessages, React
from molva.protocol.commands.base import Command
from molva.protocol.errors import Refusal
from molva.protocol.rows import Message
from molva.tui.choice import Choice
from molva.tui.finder import Finder, Found
from molva.tui.outgoing import Unsent
from molva.tui.session import Session
from molva.tui.timeline import Timeline
from molva.tui.window import Window
from molva.tui.words import Words
from molva.words import chat_name, preview, printable, tick_of

REACTIONS: Final = ("👍", "❤️", "😂", "🎉", "😮", "😢", "🔥", "👎")

KEYS: Final = {
    **dict.fromkeys("rк", "reply"),
    **dict.fromkeys("eу", "edit"),
    **dict.fromkeys("dв", "delete"),
    **dict.fromkeys("fа", "forward"),
    **dict.fromkeys("pз", "pin"),
    **dict.fromkeys("yн", "copy"),
    **dict.fromkeys("+=", "react"),
}
"""Each letter, and the one on the same key of a Russian keyboard."""


class MessageActions(Screen[None]):
    """The part of the main screen that acts on messages."""

    words: Words
    session: Session
    window: Window | None

    def begin_reply(self, message: Message) -> None:
        """What is written next answers a message."""
        raise NotImplementedError

    def begin_edit(self, message: Message) -> None:
        """The text of an own message goes into the field."""
        raise NotImplementedError

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        raise NotImplementedError

    def say(self, line: str) -> None:
        """Tell a line that stays until something else is done."""
        raise NotImplementedError

    def redraw(self, changed: set[str] | None = None) -> None:
        """Draw what has changed."""
        raise NotImplementedError

    def may_edit(self, message: Message) -> bool:
        """Tell whether a message is an own text."""
        plain = message.service is None and message.poll is None and message.forward is None
        return message.sender_id == self.session.replica.user_id and plain and not message.deleted

    def on_key(self, event: events.Key) -> None:
        """A letter on a message."""
        if isinstance(self.focused, Timeline) and event.character in KEYS:
            event.stop()
            self._do(KEYS[event.character])

    @on(OptionList.OptionSelected, "#timeline")
    def _message_chosen(self) -> None:
        unsent, message = self._unsent(), self._message()
        if unsent is not None and unsent.error is not None:
            choices = [("try_again", self.words.try_again), ("discard", self.words.discard)]
            self.app.push_screen(Choice(self.words.shared.failed, choices), self._do)
        elif message is not None and message.service is None and not message.deleted:
            text = preview(self.words.shared, self.session.replica, message)
            own = message.sender_id == self.session.replica.user_id
            tick = getattr(self.words.shared, tick_of(self.session.replica, message)) if own else ""
            title = f"{text[:60]}\n{tick}" if own else text[:60]
            self.app.push_screen(Choice(title, self._choices(message)), self._do)

    def _choices(self, message: Message) -> list[tuple[str, str]]:
        words = self.words
        pin = self.session.replica.chats[message.chat_id].pins.get(message.seq)
        pinned = pin is not None and not pin.removed
        names = ["reply", "react", "forward", "copy", "unpin" if pinned else "pin"]
        names += ["edit"] if self.may_edit(message) else []
        return [(name, getattr(words, name)) for name in [*names, "delete"]]

    def _message(self) -> Message | None:
        chosen = self.query_one(Timeline).chosen
        if self.window is None or chosen is None or not chosen.startswith("m"):
            return None
        return self.window.find(int(chosen[1:]))

    def _unsent(self) -> Unsent | None:
        chosen = self.query_one(Timeline).chosen
        return self.session.outgoing.find(chosen[1:]) if chosen is not None and chosen.startswith("o") else None

    def _do(self, name: str | None) -> None:
        message, unsent, words = self._message(), self._unsent(), self.words
        if unsent is not None:
            self._do_unsent(name, unsent)
        if message is None or message.deleted or message.service is not None:
            return
        match name:
            case "reply":
                self.begin_reply(message)
            case "edit" if self.may_edit(message):
                self.begin_edit(message)
            case "copy":
                self.app.copy_to_clipboard(printable(message.text, lines=True))
                self.say(words.copied)
            case "delete":
                self._ask_delete(message)
            case "react":
                mine = [(f"-{each}", f"{words.take_back}: {each}") for each in self._own_reactions(message)]
                choices = [(emoji, emoji) for emoji in REACTIONS] + mine
                self.app.push_screen(Choice(words.react, choices), lambda emoji: self._react(message, emoji))
            case "forward":
                self._ask_forward(message)
            case "pin" | "unpin":
                self.run_worker(self._turn_pin(message))
            case _:
                pass

    def _do_unsent(self, name: str | None, unsent: Unsent) -> None:
        if name == "try_again":
            self.run_worker(self._send_again(unsent))
        elif name == "discard":
            self.session.outgoing.drop(unsent.command.id)
            self.redraw({unsent.command.chat_id})

    async def _send_again(self, unsent: Unsent) -> None:
        try:
            await self.session.send_again(unsent.command.id)
        except (Refusal, ClientError, OSError) as error:
            self.tell(error)
        self.redraw({unsent.command.chat_id})

    def _ask_delete(self, message: Message) -> None:
        words = self.words
        choices = [("all", words.delete_for_all), ("me", words.delete_for_me), ("no", words.cancel)]
        self.app.push_screen(Choice(words.delete, choices), lambda whose: self._delete(message, whose))

    def _delete(self, message: Message, whose: str | None) -> None:
        if whose == "all":
            self.run_worker(self._post_delete(message))
        elif whose == "me":
            self.run_worker(self._call(HideMessages(chat_id=message.chat_id, seqs=(message.seq,))))

    async def _post_delete(self, message: Message) -> None:
        try:
            await self.session.client.post(DeleteMessage(chat_id=message.chat_id, seq=message.seq))
        except (Refusal, ClientError, OSError) as error:
            self.tell(error)

    def _own_reactions(self, message: Message) -> list[str]:
        me = self.session.replica.user_id
        return [each.emoji for each in message.reactions if me in each.user_ids]

    def _react(self, message: Message, emoji: str | None) -> None:
        if emoji is None:
            return
        own = self._own_reactions(message)
        kept = [each for each in own if f"-{each}" != emoji]
        chosen = kept if emoji.startswith("-") else list(dict.fromkeys([*own, emoji]))
        self.run_worker(self._call(React(chat_id=message.chat_id, seq=message.seq, emoji=tuple(chosen))))

    def _ask_forward(self, message: Message) -> None:
        replica, shared = self.session.replica, self.words.shared
        chats = [(chat_id, chat_name(shared, replica, chat_id)) for chat_id in self.listed()]
        finder = Finder(self.words, self.session, self.words.forward, chats, anybody=False)
        self.app.push_screen(finder, lambda found: self._forward_to(message, found))

    def listed(self) -> list[str]:
        """The chats of the list, in its order."""
        raise NotImplementedError

    def _forward_to(self, message: Message, found: Found | None) -> None:
        if found is not None:
            self.run_worker(self._forward(message, found.chat_id))

    async def _forward(self, message: Message, chat_id: str) -> None:
        try:
            await self.session.client.forward(chat_id, message.chat_id, message.seq)
        except (Refusal, ClientError, OSError) as error:
            self.tell(error)
        else:
            name = chat_name(self.words.shared, self.session.replica, chat_id)
            self.say(self.words.forwarded_to.format(chat=name))

    async def _turn_pin(self, message: Message) -> None:
        client = self.session.client
        pin = self.session.replica.chats[message.chat_id].pins.get(message.seq)
        try:
            if pin is not None and not pin.removed:
                await client.unpin(message.chat_id, message.seq)
            else:
                await client.pin(message.chat_id, message.seq)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)

    async def _call(self, command: Command[Any]) -> None:
        try:
            await self.session.client.call(command)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)
