"""The Python SDK: a live, resuming copy of a user's chats and typed commands to act in them."""

from molva.client.bot import Bot, Incoming
from molva.client.client import Client
from molva.client.connection import State
from molva.client.delivery import Delivery
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
