"""Commands about polls."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Lifetime, PageSize
from molva.protocol.commands.messages import Sent
from molva.protocol.ids import ChatId, MessageId, Millis, Seq, UserId
from molva.protocol.rows import Message, Vote

MAX_OPTIONS: Final = 12
MAX_OPEN_DAYS: Final = 366
"""How far ahead the closing of a poll may be set: a year, whatever its length."""

Question = Annotated[str, Meta(min_length=1, max_length=300)]
Option = Annotated[str, Meta(min_length=1, max_length=100)]
Explanation = Annotated[str, Meta(max_length=200)]
Choice = Annotated[int, Meta(ge=0, le=MAX_OPTIONS - 1)]


class CreatePoll(Command[Sent], tag="create_poll", frozen=True, kw_only=True):
    """Ask the people of a chat; the poll is a message, and its id is the sender's as with `SendMessage`.

    With `correct` it is a quiz: one answer is right, and none can be changed.
    """

    chat_id: ChatId
    id: MessageId
    question: Question
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=MAX_OPTIONS)]
    multiple: bool = False
    anonymous: bool = True
    """In a channel and in the comments there every poll is."""
    correct: Choice | None = None
    explanation: Explanation = ""
    """Of a quiz: shown to whoever has answered."""
    closes_at: Millis | None = None
    """When nobody can answer any more, at most MAX_OPEN_DAYS ahead."""
    reply_to: Seq | None = None
    lifetime_s: Annotated[Lifetime, Meta(ge=1)] | None = None
    """As with `SendMessage`."""


class VoteInPoll(Command[Vote], tag="vote_in_poll", frozen=True, kw_only=True):
    """Answer a poll: with all that one chooses at once, or with nothing to take one's vote back.

    The same again changes nothing, also when the poll has been closed meanwhile.
    """

    chat_id: ChatId
    seq: Seq
    options: Annotated[tuple[Choice, ...], Meta(max_length=MAX_OPTIONS)]
    """From 0."""


class ClosePoll(Command[Message], tag="close_poll", frozen=True, kw_only=True):
    """Let nobody answer any more: in one's own poll, or in anybody's as the chat's owner or admin."""

    chat_id: ChatId
    seq: Seq


class Voter(Struct, frozen=True, kw_only=True):
    """Who has chosen an option."""

    user_id: UserId
    username: str
    name: str


class Voters(Struct, frozen=True, kw_only=True):
    """A page of people; `next` continues after the last of them."""

    voters: list[Voter]
    next: UserId | None = None


class ListVoters(Command[Voters], tag="list_voters", frozen=True, kw_only=True):
    """List who has chosen an option of a poll that is not anonymous, in the order of their ids.

    Who has left the chat since is still among them.
    """

    chat_id: ChatId
    seq: Seq
    option: Choice
    after: UserId | None = None
    limit: PageSize = 50
