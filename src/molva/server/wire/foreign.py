"""What is said in the protocol of another messenger: a request with its answer, or a conversation."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import msgspec

from molva.protocol.errors import BadJson, InvalidField, Language, Refusal
from molva.server.kernel.caller import Caller
from molva.server.wire.codec import NUL_REASON, has_nul, validation_refusal

T = TypeVar("T")

MAX_REQUEST_BYTES: Final = 64 * 1024
"""The same as a frame may have."""

JSON: Final = "application/json"
HTML: Final = "text/html; charset=utf-8"
PLAIN: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that has been read whole."""

    method: str
    path: str
    visitor: Caller
    """Where it comes from; nobody has proven anything yet."""
    admit: Callable[[], Awaitable[Caller]]
    """Finds who sends it by the session's cookie or a bearer token; raises a `Refusal`, returns a visitor without."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By names in lower case; of several with one name the last."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a request."""

    body: bytes
    kind: str = JSON
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The requests that a dialect answers."""

    methods: Mapping[str, frozenset[str]]
    """By path, with a field in braces where one stands; what comes by another method is not the dialect's."""
    answer: Callable[[Asked], Awaitable[Told]]
    """Answers a request, or raises a `Refusal`."""
    refuse: Callable[[Refusal, Language], Told]
    """Says in the dialect's own form, and in a language where it has sentences, why something was not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDialect:
    """A dialect that is also spoken at a port of its own, as `METHOD /path {json}` without headers."""

    pages: Pages
    with_body: frozenset[tuple[str, str]]
    """Methods and paths that are followed by JSON."""


class Talk(Protocol):
    """One side of a conversation of texts."""

    async def hear(self, text: str) -> None:
        """Act on a text; the next one comes when this is done."""

    def end(self) -> None:
        """The connection is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A conversation that begins."""

    visitor: Caller
    admit: Callable[[], Awaitable[Caller]]
    """Finds who opens it by the session's cookie or a bearer token; raises a `Refusal`, returns a visitor without."""
    query: Mapping[str, str]
    say: Callable[[str], None]
    """Sends a text."""
    close: Callable[[int], None]
    """Ends the connection with a code, after what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketDialect:
    """A dialect that is spoken over a WebSocket."""

    knows: Callable[[str], bool]
    """Tells by its first text whether a client speaks this dialect."""
    begin: Callable[[Opening], Talk]


_encoder: Final = msgspec.json.Encoder()


def told_json(value: object, status: int = 200) -> Told:
    """Answer with anything that has a JSON form."""
    return Told(_encoder.encode(value), JSON, status)


def read_json(body: bytes, kind: type[T]) -> T:
    """Read the fields of a request; those that are not known are passed over, and a number may stand for a text.

    Raises:
        BadJson: not JSON.
        InvalidField: a field is missing or wrong; nothing that was sent is repeated.
    """
    try:
        found = msgspec.json.decode(body or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise validation_refusal(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadJson from None
    if has_nul(body):
        raise InvalidField(reason=NUL_REASON)
    return found


def read_fields(fields: object, kind: type[T]) -> T:
    """Read fields that came as texts, or were decoded already.

    Raises:
        InvalidField: a field is missing or wrong; nothing that was sent is repeated.
    """
    try:
        return msgspec.convert(fields, kind, strict=False)
    except msgspec.ValidationError as error:
        raise validation_refusal(error) from None
