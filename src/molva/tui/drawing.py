"""Messages and chats as lines of a terminal: everything that others wrote goes through `printable`, never as markup."""

from typing import Final
from zlib import crc32

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from molva.client.outgoing import Unsent
from molva.client.replica import Replica
from molva.protocol.rows import Message
from molva.tui.words import Words
from molva.words import Tick, clock_time, explain, person_name, preview, printable, service_line, shown_name, tick_of

TICKS: Final = {Tick.QUEUED: "…", Tick.SENT: "✓", Tick.DELIVERED: "✓✓", Tick.READ: "✓✓", Tick.FAILED: "✗"}
TICK_STYLES: Final = {Tick.READ: "bold $success", Tick.FAILED: "bold $error"}
QUOTED_CELLS: Final = 44
NAME_STYLES: Final = (
    "bold $text-primary",
    "bold $text-success",
    "bold $text-warning",
    "bold $text-error",
    "bold $text-accent",
)

Part = str | Content | tuple[str, str]


def draw_message(
    words: Words,
    replica: Replica,
    message: Message,
    quoted: Message | None,
    *,
    named: bool,
    poll: Content | None = None,
) -> Content:
    """A message: who, what, when and how far it has come.

    Args:
        quoted: what it answers, where that is known.
        named: begin with the sender's name.
        poll: how the message's poll stands, drawn.
    """
    shared, chat_id = words.shared, message.chat_id
    if message.service is not None and not message.deleted:
        return Content.assemble((service_line(shared, replica, message, message.service), "italic dim"))
    own = message.sender_id == replica.user_id
    parts: list[Part] = []
    if named:
        name = shared.you if own else shown_name(shared, replica, chat_id, message.sender_id)
        parts += [(name, name_style(message.sender_id)), "\n"]
    if message.forward is not None:
        origin = shared.forwarded.format(name=person_name(shared, message.forward.name))
        parts += [(f"» {origin}", "italic dim"), "\n"]
    if message.reply_to is not None:
        parts += [(f"│ {_quote(words, replica, quoted)}", "dim"), "\n"]
    if message.deleted:
        parts.append((shared.deleted, "italic dim"))
    elif poll is not None:
        parts += [(printable(message.text, lines=True), "bold"), "\n", poll]
    elif replica.mentions_me(message):
        parts.append((printable(message.text, lines=True), "bold"))
    else:
        parts.append(printable(message.text, lines=True))
    when = clock_time(message.sent_at) + (f" {shared.edited}" if message.edited_at and not message.deleted else "")
    parts += [("  " + when, "dim")]
    if own and not message.deleted:
        parts += [" ", draw_tick(tick_of(replica, message))]
    if message.preview is not None:
        parts += ["\n", (f"│ {printable(message.preview.site)}: {printable(message.preview.title)}", "dim")]
    if message.reactions:
        counted = "  ".join(f"{printable(each.emoji)} {each.count}" for each in message.reactions)
        parts += ["\n", (counted, "$text-accent")]
    return Content.assemble(*parts)


def draw_unsent(words: Words, unsent: Unsent, tick: Tick, *, named: bool) -> Content:
    """A message that is on its way."""
    name: list[Part] = [(words.shared.you, "bold"), "\n"] if named else []
    text, when = printable(unsent.command.text, lines=True), clock_time(unsent.written_at)
    parts: list[Part] = [*name, text, ("  " + when, "dim"), " ", draw_tick(tick)]
    if unsent.error is not None:
        parts += ["\n", (f"{words.shared.failed}: {explain(words.shared, unsent.error)}", "$error")]
    return Content.assemble(*parts)


def draw_tick(tick: Tick) -> Content:
    """The sign for how far an own message has come."""
    return Content.assemble((TICKS[tick], TICK_STYLES.get(tick, "dim")))


def draw_chat(
    title: str, when: str, said: Content, unread: str, width: int, *, quiet: bool = False, online: bool = False
) -> Content:
    """A chat as two lines of a list: its name and when, what was said last and how much is unread.

    Args:
        width: cells of a line.
        quiet: the chat is muted, so its number does not call.
    """
    mark = "● " if online else ""
    room = max(1, width - cell_len(when) - 1)
    first = (fit(mark + title, room), "bold")
    count_style = "dim" if quiet else "bold $text-accent"
    left = max(1, width - (cell_len(unread) + 1 if unread else 0))
    said = said.truncate(left, ellipsis=True, pad=True)
    parts: list[Part] = [first, " ", (when, "dim"), "\n", said]
    if unread:
        parts += [" ", (unread, count_style)]
    return Content.assemble(*parts)


def fit(text: str, width: int) -> str:
    """The text in exactly so many cells, with an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(text, max(0, width - 1)) + "…"


def name_style(user_id: str) -> str:
    """The same colour for a person everywhere."""
    return NAME_STYLES[crc32(user_id.encode()) % len(NAME_STYLES)]


def _quote(words: Words, replica: Replica, quoted: Message | None) -> str:
    if quoted is None:
        return words.message_gone
    name = shown_name(words.shared, replica, quoted.chat_id, quoted.sender_id)
    text = preview(words.shared, replica, quoted)
    return fit(f"{name}: {text}", QUOTED_CELLS).rstrip()
