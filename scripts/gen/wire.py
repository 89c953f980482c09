"""The protocol's types by the part they play: what a client sends, what a server sends, what answers what."""

from types import UnionType
from typing import Any, get_args

from msgspec import Struct

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
