"""What other features may act on in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """A user is called otherwise from now on."""

    user_id: str
