"""What can go wrong on the client's side; refusals by the server are the classes of `molva.protocol.errors`.

ClientError
├── ConnectionLost      the connection broke before the answer came: whether the command took effect is open
├── ConnectionEnded     the server closed for good, or the client was closed
├── FellBehind          a reader of rows was so slow that its queue overflowed
├── FolderInUse         another program uses the client's folder
├── WrongUser           the client's folder belongs to another user
├── BadAddress          what was given is not the address of a server
├── NoLogin             nobody has signed in on this machine
├── ReadableLogin       others can read the file of the session
├── BrokenLogin         the file of the session is not one of ours
├── UnreadableAnswer    an answer does not have the shape that the protocol promises
└── Unreachable         no server answers at the address
"""

from typing import Final

from molva.protocol.errors import Error, Refusal, catalogue


class ClientError(Exception):
    """Base of what the client itself reports."""


class ConnectionLost(ClientError):
    """The connection broke before the answer came; the command may or may not have taken effect."""


class ConnectionEnded(ClientError):
    """There is no connection and there will be none: the client was closed, or the server said not to come back."""


class FellBehind(ClientError):
    """More rows came than the reader's queue holds; begin again from the replica, which has them all."""


class FolderInUse(ClientError):
    """Another running program holds the folder; each program needs its own."""


class WrongUser(ClientError):
    """The folder holds what another user has not sent yet; each user needs a folder of their own."""


class UnreadableAnswer(ClientError):
    """An answer does not have the shape that the protocol promises; client and server do not fit together."""


class Unreachable(ClientError):
    """No server answers; the argument is the address."""


class BadAddress(ClientError):
    """Not the address of a server; the argument is what was given."""


class NoLogin(ClientError):
    """Nobody has signed in: there is no remembered session."""


class ReadableLogin(ClientError):
    """Others can read the remembered session, so it is not used; the argument is its file."""


class BrokenLogin(ClientError):
    """The remembered session cannot be read; the argument is its file."""


class UnknownRefusal(Refusal):
    """A refusal whose code this version of the client does not know; `error` is what the server said."""

    def __init__(self, error: Error) -> None:
        super().__init__(retry_after_ms=error.retry_after_ms)
        self.params = dict(error.params)
        self.error = error

    def __str__(self) -> str:
        return f"{self.error.code}: {self.error.message}"


_BY_CODE: Final = catalogue()


def refusal(error: Error) -> Refusal:
    """Turn an error from the wire into the exception of its code."""
    kind = _BY_CODE.get(error.code)
    if kind is None:
        return UnknownRefusal(error)
    found = kind(retry_after_ms=error.retry_after_ms)
    found.params = dict(error.params)
    return found


def may_retry(refused: Refusal) -> bool:
    """Tell whether the same command may succeed later unchanged."""
    return refused.error.retry if isinstance(refused, UnknownRefusal) else refused.retry
