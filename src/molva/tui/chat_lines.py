"""The open chat as lines: days, what is new, who says what, and what is on its way."""

from typing import Final

from textual.content import Content

from molva.protocol.rows import Message
from molva.tui.drawing import draw_message, draw_unsent
from molva.tui.polls import draw_poll
from molva.tui.session import Session, now_ms
from molva.tui.timeline import Line
from molva.tui.window import Window
from molva.tui.words import Words
from molva.words import day_name, tick_of_unsent
from molva.words.poll_lines import poll_line

TOGETHER_MS: Final = 5 * 60_000
"""Messages of one person within this time stand under one name."""


def chat_lines(words: Words, session: Session, window: Window, new_after: int) -> list[Line]:
    """Draw what the window shows.

    Args:
        new_after: the last place that had been read when the chat was opened.
    """
    replica, now = session.replica, now_ms()
    lines: list[Line] = []
    before: Message | None = None
    day, marked = "", False
    for message in window.messages(now):
        name = day_name(words.shared, message.sent_at, now)
        if name != day:
            lines.append(_note(f"day {name}", name))
            day, before = name, None
        if not marked and message.seq > new_after and _calls(replica.user_id, message):
            marked = True
            if window.low <= new_after + 1:
                lines.append(_note("new", words.new_messages, "bold $text-accent"))
                before = None
        quoted = None if message.reply_to is None else window.find(message.reply_to)
        named = not _together(before, message)
        poll = _poll(words, session, message, now)
        lines.append(Line(f"m{message.seq}", draw_message(words, replica, message, quoted, named=named, poll=poll)))
        before = message
    if window.at_newest:
        own = before is not None and before.sender_id == replica.user_id and before.service is None
        waiting = {command.id for command in session.client.unanswered() if hasattr(command, "id")}
        for unsent in session.outgoing.of(window.chat_id):
            drawn = draw_unsent(words, unsent, tick_of_unsent(unsent, waiting), named=not own)
            lines.append(Line(f"o{unsent.command.id}", drawn))
            own = True
    return lines or [_note("empty", words.no_messages)]


def _poll(words: Words, session: Session, message: Message, now: int) -> Content | None:
    if message.poll is None or message.deleted:
        return None
    ballots = session.ballots(message.chat_id)
    return draw_poll(poll_line(words.shared, session.replica, message, message.poll, ballots, now))


def _calls(reader: str, message: Message) -> bool:
    """Tell whether the message counts as unread."""
    return message.sender_id != reader and message.service is None and not message.deleted


def _together(before: Message | None, message: Message) -> bool:
    return (
        before is not None
        and before.service is None
        and before.sender_id == message.sender_id
        and message.sent_at - before.sent_at < TOGETHER_MS
    )


def _note(line_id: str, text: str, style: str = "dim") -> Line:
    return Line(line_id, Content.assemble((f"── {text} ──", style)), still=True)
