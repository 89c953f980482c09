"""What every row has in common, and the names of the scopes that rows belong to."""

from typing import ClassVar

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of all rows; unknown fields are ignored, so an older client can read a newer server."""

    KEY: ClassVar[tuple[str, ...]]
    """Fields that name a row among those of its type, over all scopes."""

    def key(self) -> tuple[str, ...]:
        """Name the row, its type first; copies of the same row have the same name."""
        return str(self.__struct_config__.tag), *(str(getattr(self, name)) for name in self.KEY)


def account_scope(user_id: str) -> str:
    """Name the scope of a user's own rows."""
    return f"account:{user_id}"


def chat_scope(chat_id: str) -> str:
    """Name the scope of a chat's rows."""
    return f"chat:{chat_id}"


def marks_scope(chat_id: str) -> str:
    """Name the scope of a chat's read and delivered marks."""
    return f"marks:{chat_id}"
