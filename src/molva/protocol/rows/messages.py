"""Rows about what is written in a chat, for everybody or as one user sees it."""

from typing import Final

from msgspec import Struct

from molva.protocol.ids import ChatId, Id, Millis, Rev, Seq, UserId
from molva.protocol.rows.base import Row
from molva.protocol.rows.services import AnyService

SHOWN_REACTORS: Final = 20
"""People that a message names beside an emoji; their number is always told, and `list_reactions` names all of them."""


class Reaction(Struct, frozen=True, kw_only=True):
    """What several people think of a message."""

    emoji: str
    count: int
    user_ids: tuple[UserId, ...]
    """The first SHOWN_REACTORS of them; in a channel none."""


SHOWN_COMMENTERS: Final = 3
"""People whom a message names as those who commented on it last."""

EVERYBODY_NAMES: Final = ("all", "все")
"""What stands after `@` for everybody in a group; nobody can have such a username."""


class Mentions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a message means, of those who were in the chat when it was written, its sender left out."""

    user_ids: tuple[UserId, ...] = ()
    """Empty where everybody is meant."""
    everybody: bool = False


class Forward(Struct, frozen=True, kw_only=True):
    """Whose words a forwarded message tells: their first author, by the name of then, or none if they are gone."""

    user_id: UserId
    name: str


class PollOption(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the answers that a poll offers, and how many have chosen it."""

    text: str
    count: int = 0


class Poll(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a message asks; its text is the question. Everybody sees the same of it, before and after answering.

    In a large chat it follows the votes by a second or two, so that many votes are one change.
    """

    options: tuple[PollOption, ...]
    voters: int = 0
    """People who have answered; fewer than the counts together where several answers may be chosen."""
    multiple: bool = False
    """Several answers may be chosen."""
    anonymous: bool = True
    """Nobody learns who has chosen what."""
    quiz: bool = False
    """One answer is right, and an answer stays as it is."""
    closes_at: Millis | None = None
    closed: bool = False
    correct: int | None = None
    """The right option of a quiz, from 0; told to everybody when it is closed, before only to those who answered."""
    explanation: str = ""
    """Of a quiz, told together with `correct`."""


class Comments(Struct, frozen=True, kw_only=True):
    """What a message tells of the thread under it, a moment after it has changed."""

    chat_id: ChatId
    """The thread's."""
    count: int
    """Comments that are there now; 0 once all of them have been deleted."""
    last_at: Millis = 0
    """When the newest of them was written."""
    user_ids: tuple[UserId, ...] = ()
    """The SHOWN_COMMENTERS who commented last, the latest first; in a channel none."""


class LinkPreview(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page says of itself to which a message's first link leads, as plain text of one line each."""

    url: str
    """The link as it stands in the text: http or https."""
    site: str
    """The host that the page came from, which no page can choose."""
    title: str
    description: str = ""


class Message(Row, tag="message", frozen=True, kw_only=True):
    """A message; `deleted` is the tombstone and has no content."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
    id: Id
    sender_id: UserId
    sent_at: Millis
    text: str = ""
    reply_to: Seq | None = None
    edited_at: Millis | None = None
    expires_at: Millis | None = None
    """When it is deleted for everybody; whoever hears nothing of the server then leaves it out by themselves."""
    deleted: bool = False
    service: AnyService | None = None
    reactions: tuple[Reaction, ...] = ()
    """In the order in which they first came."""
    mentions: Mentions | None = None
    forward: Forward | None = None
    """Absent from what is written here, and from what was forwarded without its author."""
    poll: Poll | None = None
    comments: Comments | None = None
    """Once there have been any."""
    preview: LinkPreview | None = None
    """Comes some moments after the message, if its link leads to a page that tells a title."""


class Pin(Row, tag="pin", frozen=True, kw_only=True):
    """A message that is kept at the head of its chat; `removed` is the tombstone."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
    pinned_by: UserId | None = None
    pinned_at: Millis = 0
    removed: bool = False


MESSAGE_ROWS: Final = (Message, Pin)
"""Rows that belong to the message named by their `seq`: whoever may not see it is not told of them."""


class HiddenMessage(Row, tag="hidden_message", frozen=True, kw_only=True):
    """A message that the user has deleted for themselves alone; it is left out wherever messages are shown."""

    KEY = ("chat_id", "seq")

    chat_id: ChatId
    seq: Seq
    rev: Rev
