"""Reading the server's frames, with kindness towards newer servers: what is unknown is left out, not fatal."""

from typing import Any, Final

import msgspec
from msgspec import Raw, Struct
from msgspec.json import Decoder

from molva.client.errors import UnreadableAnswer
from molva.protocol.commands import Command, answer_type
from molva.protocol.frames import Rows, ServerFrame
from molva.protocol.rows import AnyRow

_frames: Final[Decoder[ServerFrame]] = Decoder(ServerFrame)
_row: Final[Decoder[AnyRow]] = Decoder(AnyRow)
_answers: Final[dict[type[Any], Decoder[Any]]] = {}


class _RawRows(Struct, frozen=True, kw_only=True, tag="rows"):
    """A `rows` frame whose rows may be of kinds that this version does not know."""

    scope: str
    after: int
    rev: int
    rows: list[Raw]
    hole: bool = False
    unread: int | None = None
    unread_mentions: list[int] = []


_raw_rows: Final[Decoder[_RawRows]] = Decoder(_RawRows)


def decode_frame(data: str | bytes) -> ServerFrame | None:
    """Read a frame; None where this version knows nothing like it."""
    try:
        return _frames.decode(data)
    except msgspec.ValidationError:
        pass
    except msgspec.DecodeError:
        return None
    try:
        raw = _raw_rows.decode(data)
    except msgspec.ValidationError:
        return None
    rows = [row for item in raw.rows if (row := _decode_row(item)) is not None]
    return Rows(
        scope=raw.scope,
        after=raw.after,
        rev=raw.rev,
        rows=rows,
        hole=raw.hole,
        unread=raw.unread,
        unread_mentions=raw.unread_mentions,
    )


def decode_answer(command: Command[Any], result: Raw) -> Any:
    """Read the result of a command.

    Raises:
        UnreadableAnswer: it does not have the shape that the command names.
    """
    kind = answer_type(type(command))
    decoder = _answers.get(kind)
    if decoder is None:
        decoder = _answers[kind] = Decoder(kind)
    try:
        return decoder.decode(result)
    except msgspec.MsgspecError as error:
        raise UnreadableAnswer(f"{type(command).__name__}: {error}") from error


def _decode_row(item: Raw) -> AnyRow | None:
    """Read one row; a message that tells something unknown keeps its place without it."""
    try:
        return _row.decode(item)
    except msgspec.ValidationError:
        fields = msgspec.json.decode(item)
    if not isinstance(fields, dict) or fields.pop("service", None) is None:
        return None
    try:
        return _row.decode(msgspec.json.encode(fields))
    except msgspec.ValidationError:
        return None
