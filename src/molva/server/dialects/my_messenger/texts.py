"""What clients of my_messenger say and hear, as JSON whose fields tell what it is."""

import json
from collections.abc import Iterable
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from molva.protocol.errors import BadJson, InvalidField
from molva.protocol.rows import Member, Message
from molva.server.dialects.talk import moment
from molva.server.wire.codec import NUL_REASON, has_nul, validation_refusal

MAX_BYTES: Final = 64 * 1024

Word = Annotated[str, Meta(max_length=256)]


class Login(Struct, frozen=True, kw_only=True):
    """Sign in."""

    email: Word
    password: Annotated[str, Meta(max_length=1024)]


class NewMessage(Struct, frozen=True, kw_only=True):
    """Write in a chat; the time is the server's, whatever the client says."""

    client_id: Word
    sender_id: Word
    chat_id: Word
    text: str


class NewGroup(Struct, frozen=True, kw_only=True):
    """Make a group of these people and oneself."""

    name: Word
    users: Annotated[list[Word], Meta(max_length=200)]


class Seen(Struct, frozen=True, kw_only=True):
    """Tell that a message, and all before it, was read."""

    message_id: Word


Said = Login | NewMessage | NewGroup | Seen

FORMS: Final[tuple[tuple[str, type[Any]], ...]] = (
    ("email", Login),
    ("users", NewGroup),
    ("message_id", Seen),
    ("text", NewMessage),
    ("client_id", NewMessage),
)
"""A field that only this form has."""


def read(text: str) -> Said:
    """Read what a client says; a JSON text that holds JSON is taken for what it holds.

    Raises:
        BadJson: it is none.
        InvalidField: it fits no form.
    """
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise InvalidField(reason=f"more than {MAX_BYTES} bytes")
    try:
        value = msgspec.json.decode(data)
        if isinstance(value, str):
            data = value.encode("utf-8", "surrogatepass")
            value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadJson from None
    kind = next((form for field, form in FORMS if field in value), None) if isinstance(value, dict) else None
    if kind is None:
        raise InvalidField(reason="neither a login, a message, a group nor a note that a message was read")
    if has_nul(data):
        raise InvalidField(reason=NUL_REASON)
    try:
        said: Said = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise validation_refusal(error) from None
    return said


def message(row: Message) -> dict[str, Any]:
    """Tell a message."""
    return incoming(row.id, row.sender_id, row.chat_id, row.sent_at, row.text)


def incoming(message_id: str, sender_id: str, chat_id: str, sent_at: int, text: str) -> dict[str, Any]:
    """Tell a message by its parts."""
    return {
        "id": message_id,
        "sender_id": sender_id,
        "chat_id": chat_id,
        "timestamp": f"{moment(sent_at)}+00:00",
        "text": text,
    }


def group(chat_id: str, name: str, creator_id: str, members: Iterable[Member]) -> dict[str, Any]:
    """Tell a group; it is its own chat."""
    return {
        "name": name,
        "id": chat_id,
        "creator_id": creator_id,
        "chat_id": chat_id,
        "user_group": [{"user_id": member.user_id, "group_id": chat_id} for member in members],
    }


def notice(kind: str, detail: object = None) -> dict[str, Any]:
    """Tell what has happened."""
    return {"type": kind, "detail": detail}


def error(sentence: str) -> dict[str, Any]:
    """Tell why something was not done."""
    return notice("error", {"detail": sentence})


def wrong(reason: str) -> dict[str, Any]:
    """Tell what is wrong with a text; nothing of it is repeated."""
    return notice("error", {"detail": [{"type": "value_error", "loc": [], "msg": reason}]})


def written(value: object, *, as_string: bool) -> str:
    """Write it as JSON, or as a JSON string that holds the JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(text, ensure_ascii=False) if as_string else text
