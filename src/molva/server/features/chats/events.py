"""What other features may act on in the same transaction."""

from dataclasses import dataclass

from molva.protocol.rows import AnyService


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """Something that happened to a chat."""

    chat_id: str
    service: AnyService
    told: bool = True
    """The chat's members are told it by a service message of the acting user."""
    by: str | None = None
    """Who acts, if it is not the caller."""


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """The acting user has added somebody who wants to be asked first; their rules and blocks have been looked at."""

    chat_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class HistoryCleared:
    """A member sees nothing of the chat before this message any more."""

    chat_id: str
    user_id: str
    from_seq: int


@dataclass(frozen=True, slots=True)
class HistoryErased:
    """Nobody sees anything of the chat before this message any more: its content goes."""

    chat_id: str
    from_seq: int


@dataclass(frozen=True, slots=True)
class ChatDeleted:
    """The chat and everything in it is gone."""

    chat_id: str
