"""The Python SDK: a live, resuming copy of a user's chats and typed commands to act in them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from molva.client.errors import (
    ClientError,
    ConnectionEnded,
    ConnectionLost,
    FellBehind,
    FolderInUse,
    UnknownRefusal,
    Unreachable,
    UnreadableAnswer,
    WrongUser,
)

if TYPE_CHECKING:
    from molva.client.bot import Bot, Incoming
    from molva.client.client import Client
    from molva.client.connection import State
    from molva.client.delivery import Delivery
    from molva.client.messages import MessageStream
    from molva.client.replica import Replica

__all__ = [
    "Bot",
    "Client",
    "ClientError",
    "ConnectionEnded",
    "ConnectionLost",
    "Delivery",
    "FellBehind",
    "FolderInUse",
    "Incoming",
    "MessageStream",
    "Replica",
    "State",
    "UnknownRefusal",
    "Unreachable",
    "UnreadableAnswer",
    "WrongUser",
]

_LOADED_WHEN_ASKED_FOR = {
    "Bot": "molva.client.bot",
    "Client": "molva.client.client",
    "Delivery": "molva.client.delivery",
    "Incoming": "molva.client.bot",
    "MessageStream": "molva.client.messages",
    "Replica": "molva.client.replica",
    "State": "molva.client.connection",
}


def __getattr__(name: str) -> Any:
    """Load a part of the SDK (PEP 562): who needs its errors alone, as a server that starts, waits for nothing else."""
    if name not in _LOADED_WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_WHEN_ASKED_FOR[name]), name)
