"""What one does with a message: by a key, or from its menu."""

from typing import Final

from molva.client.outgoing import Unsent
from molva.client.replica import Replica
from molva.protocol.commands import DeleteMessage
from molva.protocol.rows import Message
from molva.tui.choice import Choice
from molva.tui.desk import Desk
from molva.tui.finder import Finder, Found
from molva.tui.polls import Polls
from molva.tui.writing import Writing
from molva.words import chat_name, preview, printable, tick_of

REACTIONS: Final = ("👍", "❤️", "😂", "🎉", "😮", "😢", "🔥", "👎")

KEYS: Final = {
    **dict.fromkeys("rк", "reply"),
    **dict.fromkeys("eу", "edit"),
    **dict.fromkeys("dв", "delete"),
    **dict.fromkeys("fа", "forward"),
    **dict.fromkeys("pз", "pin"),
    **dict.fromkeys("yн", "copy"),
    **dict.fromkeys("vм", "vote"),
    **dict.fromkeys("+=", "react"),
}
"""Each letter, and the one on the same key of a Russian keyboard."""


class MessageActions:
    """Asks what is to be asked, and does it."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        self._desk = desk
        self._writing = writing
        self._polls = Polls(desk)

    def offer(self, message: Message) -> None:
        """Show all that can be done with a message."""
        if message.service is not None or message.deleted:
            return
        words, replica = self._desk.words, self._desk.session.replica
        names = ["vote"] if self._polls.can_vote(message) else []
        names += ["retract_vote"] if self._polls.can_retract(message) else []
        names += ["reply", "react", *([] if message.poll else ["forward"]), "copy"]
        names += ["unpin" if self._is_pinned(message) else "pin"]
        names += ["edit"] if is_own_text(replica, message) else []
        title = preview(words.shared, replica, message)[:60]
        if message.sender_id == replica.user_id:
            title += "\n" + getattr(words.shared, tick_of(replica, message))
        choices = [(name, getattr(words, name)) for name in [*names, "delete"]]
        self._desk.ask(Choice(title, choices), lambda name: self.act(name, message))

    def offer_for_unsent(self, unsent: Unsent) -> None:
        """Show what can be done with a message that was refused."""
        words, session = self._desk.words, self._desk.session

        def chosen(name: str) -> None:
            if name == "try_again":
                self._desk.do(self._send_again(unsent))
            else:
                session.outgoing.drop(unsent.command.id)
                self._desk.redraw({unsent.command.chat_id})

        if unsent.error is not None:
            choices = [("try_again", words.try_again), ("discard", words.discard)]
            self._desk.ask(Choice(words.shared.failed, choices), chosen)

    def act(self, name: str, message: Message) -> None:
        """Do something with a message; what cannot be done with this one is passed over."""
        if message.service is not None or message.deleted:
            return
        match name:
            case "reply":
                self._writing.reply(message)
            case "edit" if is_own_text(self._desk.session.replica, message):
                self._writing.edit(message)
            case "copy":
                self._desk.copy(printable(message.text, lines=True))
            case "delete":
                self._ask_delete(message)
            case "react":
                self._ask_react(message)
            case "vote":
                self._polls.ask(message)
            case "retract_vote":
                self._polls.retract(message)
            case "forward" if message.poll is None:
                finder = Finder(self._desk.words, self._desk.session, self._desk.words.forward, anybody=False)
                self._desk.ask(finder, lambda found: self._desk.do(self._forward(message, found)))
            case "pin" | "unpin":
                client = self._desk.session.client
                turn = client.unpin if self._is_pinned(message) else client.pin
                self._desk.do(turn(message.chat_id, message.seq))
            case _:
                pass

    async def _send_again(self, unsent: Unsent) -> None:
        try:
            await self._desk.session.send_again(unsent.command.id)
        finally:
            self._desk.redraw({unsent.command.chat_id})

    def _ask_delete(self, message: Message) -> None:
        words, client = self._desk.words, self._desk.session.client
        choices = [("all", words.delete_for_all), ("me", words.delete_for_me), (None, words.cancel)]

        def chosen(whose: str) -> None:
            if whose == "all":
                self._desk.do(client.post(DeleteMessage(chat_id=message.chat_id, seq=message.seq)))
            else:
                self._desk.do(client.hide(message.chat_id, message.seq))

        self._desk.ask(Choice(words.delete, choices), chosen)

    def _ask_react(self, message: Message) -> None:
        words, session = self._desk.words, self._desk.session
        own = [each.emoji for each in message.reactions if session.replica.user_id in each.user_ids]
        choices = [(emoji, emoji) for emoji in REACTIONS]
        choices += [(f"-{emoji}", f"{words.take_back}: {emoji}") for emoji in own]

        def chosen(emoji: str) -> None:
            kept = [each for each in own if f"-{each}" != emoji]
            wanted = kept if emoji.startswith("-") else dict.fromkeys([*own, emoji])
            self._desk.do(session.client.react(message.chat_id, message.seq, *wanted))

        self._desk.ask(Choice(words.react, choices), chosen)

    async def _forward(self, message: Message, found: Found) -> None:
        words, session = self._desk.words, self._desk.session
        await session.client.forward(found.chat_id, message.chat_id, message.seq)
        self._desk.say(words.forwarded_to.format(chat=chat_name(words.shared, session.replica, found.chat_id)))

    def _is_pinned(self, message: Message) -> bool:
        pin = self._desk.session.replica.chats[message.chat_id].pins.get(message.seq)
        return pin is not None and not pin.removed


def is_own_text(replica: Replica, message: Message) -> bool:
    """Tell whether the reader has written the message, and can change it."""
    plain = message.service is None and message.poll is None and message.forward is None
    return message.sender_id == replica.user_id and plain and not message.deleted
