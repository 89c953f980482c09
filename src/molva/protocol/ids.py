"""Identifiers: UUIDs in canonical lower-case text, made by whoever creates the thing (RFC 9562)."""

import secrets
from typing import Annotated

from msgspec import Meta

ID_LENGTH = 36
"""A `$` in a pattern lets a final line break pass; the length does not."""

UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
UUID7_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

Id = Annotated[str, Meta(pattern=UUID_PATTERN, max_length=ID_LENGTH, extra_json_schema={"format": "uuid"})]
ChatId = Id
UserId = Id
SessionId = Id
InviteId = Id
ReportId = Id

MessageId = Annotated[
    str,
    Meta(
        pattern=UUID7_PATTERN,
        max_length=ID_LENGTH,
        description="UUIDv7 chosen by the sender; sending it again takes effect once",
        extra_json_schema={"format": "uuid"},
    ),
]

FolderId = Annotated[
    str,
    Meta(
        pattern=UUID7_PATTERN,
        max_length=ID_LENGTH,
        description="UUIDv7 chosen by the folder's owner",
        extra_json_schema={"format": "uuid"},
    ),
]

ScopeName = Annotated[
    str,
    Meta(
        pattern=f"^[a-z]{{1,16}}:{UUID_PATTERN[1:]}(?!\\n)",
        max_length=17 + ID_LENGTH,
        description="what a revision belongs to: `account:USER`, `chat:CHAT` or `marks:CHAT`",
    ),
]

Seq = Annotated[int, Meta(ge=0, le=2**53 - 1, description="place of a message in its chat, from 1 without gaps")]
Rev = Annotated[int, Meta(ge=0, le=2**53 - 1, description="revision of a scope; grows by one with every change")]
Millis = Annotated[int, Meta(ge=0, le=2**53 - 1, description="milliseconds since 1970-01-01T00:00:00Z")]


def new_id(now_ms: int) -> str:
    """Make a UUIDv7 for the given moment.

    Args:
        now_ms: milliseconds since the epoch; the 48 leading bits of the result.

    Source: RFC 9562, section 5.7.
    """
    digits = f"{now_ms & (1 << 48) - 1:012x}7{secrets.randbits(12):03x}{secrets.randbits(62) | 1 << 63:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def made_at(uuid7: str) -> int:
    """When a UUIDv7 was made, in milliseconds since the epoch, by the clock of whoever made it."""
    return int(uuid7[:8] + uuid7[9:13], 16)
