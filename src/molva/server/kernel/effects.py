"""Effects: what a commit asks of delivery beside telling the changed rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """The connections of these sessions close now."""

    session_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SightChanged:
    """Others than before may see whether this user is here, and the user sees others than before."""

    user_id: str
