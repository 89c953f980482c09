"""What is loaded: people, their chats, and what they said there, read as it is needed and never all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from molva.protocol.errors import Language


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: str
    username: str
    name: str
    email: str
    password: str
    language: Language


@dataclass(frozen=True, slots=True)
class Said:
    """A message."""

    id: str
    sender_id: str
    sent_at: int
    """Milliseconds since the epoch."""
    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """A chat with what was said in it."""

    id: str
    name: str
    """Empty for a direct chat."""
    direct: bool
    members: tuple[str, ...]
    """User ids; the first one has made the chat. One alone in a direct chat: what they have saved for themselves."""
    count: int
    """How many messages there are."""
    messages: Callable[[], Iterator[Said]]
    """Begins to tell them, oldest first; the same each time."""
    unread: Mapping[str, int]
    """By member: how many at the end they have not read; who is not named has read them all."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything."""

    people: Sequence[Person]
    """The first one becomes the owner of a server that has nobody yet."""
    rooms: Sequence[Room]
    begins_at: int
    """Milliseconds since the epoch: nothing was said before."""

    @property
    def count(self) -> int:
        """How many messages there are in all."""
        return sum(room.count for room in self.rooms)
