"""What other features may act on in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BlockChanged:
    """A user has blocked another one, or has let them in again."""

    user_id: str
    other_id: str
