"""The protocol's types by the part they play: what a client sends, what a server sends, what answers what."""

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Any, get_args

from msgspec import Struct
from msgspec import inspect as shape

from molva.protocol import commands, frames, rows, signals
from molva.protocol.commands.base import Command, answer_type

COMMANDS: tuple[type[Command[Any]], ...] = get_args(commands.AnyCommand)
CLIENT_FRAMES: tuple[type[Struct], ...] = (frames.Hello, frames.Ping, commands.Call)
SERVER_FRAMES: tuple[type[Struct], ...] = (
    frames.Welcome,
    frames.Rows,
    frames.Synced,
    frames.Answer,
    frames.Refused,
    frames.Signalled,
    frames.Pong,
)
ROWS: tuple[type[Struct], ...] = get_args(rows.AnyRow)

UNIONS: dict[str, UnionType] = {
    "AnyCommand": commands.AnyCommand,
    "AnyRow": rows.AnyRow,
    "AnyService": rows.AnyService,
    "AnySignal": signals.AnySignal,
}


def answers() -> dict[str, type[Struct]]:
    """Find the answer's type of each command, by the command's tag."""
    return {str(command.__struct_config__.tag): answer_type(command) for command in COMMANDS}


def tags() -> list[str]:
    """List the commands by their names on the wire."""
    return list(answers())


def members(union: str) -> tuple[type[Struct], ...]:
    """List the structs of one of UNIONS."""
    return get_args(UNIONS[union])


def classes(found: Iterable[shape.Type]) -> Iterator[type]:
    """Yield each struct and enum that the types reach."""
    waiting, seen = list(found), set[type]()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, shape.StructType | shape.EnumType):
            if kind.cls in seen:
                continue
            seen.add(kind.cls)
            yield kind.cls
        if isinstance(kind, shape.StructType):
            waiting.extend(field.type for field in kind.fields)
        elif isinstance(kind, shape.Metadata):
            waiting.append(kind.type)
        elif isinstance(kind, shape.UnionType):
            waiting.extend(kind.types)
        elif isinstance(kind, shape.ListType | shape.VarTupleType):
            waiting.append(kind.item_type)
        elif isinstance(kind, shape.DictType):
            waiting.append(kind.value_type)
