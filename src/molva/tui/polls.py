"""Polls in a terminal: how one stands, and how the reader answers it."""

from typing import Final

from textual.content import Content

from molva.protocol.rows import Message
from molva.tui.choice import Choice
from molva.tui.desk import Desk
from molva.words import printable
from molva.words.poll_lines import PollLine, PollOption, can_retract, chosen_options

SHARE_CELLS: Final = 5


def draw_poll(poll: PollLine) -> Content:
    """The kind of a poll, its options, and below them how many have answered."""
    lines = [Content.assemble((poll.kind, "italic dim"))]
    lines += [_draw_option(option, votable=poll.votable) for option in poll.options]
    lines += [Content.assemble((poll.explanation, "italic"))] if poll.explanation else []
    lines += [Content.assemble((poll.foot, "dim"))]
    return Content("\n").join(lines)


def _draw_option(option: PollOption, *, votable: bool) -> Content:
    mark = "●" if option.marked else "○"
    if votable:
        return Content.assemble(f"  {mark} {option.text}")
    told = {None: "", True: " ✓", False: " ✗" if option.marked else ""}[option.right]
    style = "bold $success" if option.right else "bold $error"
    text = (option.text, "bold" if option.marked else "")
    return Content.assemble(f"{option.share:>{SHARE_CELLS}} {mark} ", text, (told, style))


class Polls:
    """What the reader does with the polls of a chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def can_vote(self, message: Message) -> bool:
        """Tell whether the reader may answer."""
        session, poll = self._desk.session, message.poll
        return (
            poll is not None
            and not poll.closed
            and not chosen_options(session.replica, message, session.ballots(message.chat_id))
        )

    def can_retract(self, message: Message) -> bool:
        """Tell whether the reader may take an answer back."""
        session = self._desk.session
        return can_retract(session.replica, message, session.ballots(message.chat_id))

    def ask(self, message: Message, ticked: frozenset[int] = frozenset(), at: int = 0) -> None:
        """Let the reader choose; where several may be chosen, they are ticked one by one and sent together."""
        words, poll = self._desk.words, message.poll
        if poll is None or not self.can_vote(message):
            return
        choices: list[tuple[str | None, str]] = [
            (str(number), _choice(printable(option.text), ticked=number in ticked if poll.multiple else None))
            for number, option in enumerate(poll.options)
        ]
        choices += [("send", words.vote)] if ticked else []

        def chosen(name: str) -> None:
            if name == "send":
                self._vote(message, *sorted(ticked))
            elif poll.multiple:
                self.ask(message, ticked ^ {int(name)}, int(name))
            else:
                self._vote(message, int(name))

        self._desk.ask(Choice(printable(message.text), choices, at=at), chosen)

    def retract(self, message: Message) -> None:
        """Take the answer back."""
        self._vote(message)

    def _vote(self, message: Message, *options: int) -> None:
        self._desk.do(self._desk.session.vote(message.chat_id, message.seq, options))
        self._desk.redraw({message.chat_id})


def _choice(text: str, *, ticked: bool | None) -> str:
    return text if ticked is None else f"[{'x' if ticked else ' '}] {text}"
