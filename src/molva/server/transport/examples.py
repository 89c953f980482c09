"""Example values for the documentation, made from the structs so that they are always valid."""

from typing import Any, Final

import msgspec
from msgspec import NODEFAULT
from msgspec import inspect as shape

NAMED: Final[dict[str, Any]] = {
    "chat_id": "019b76da-a800-7c3a-8000-5d2f1f0b6a01",
    "code": "q0mJ3mVwRk2b6yP4sX8uZg",
    "epoch": "019b76da-a800-7000-8000-000000000001",
    "id": "019b76da-a800-7c3a-9f00-2b7d4c8e1a05",
    "invite_id": "019b76da-a800-7c3a-8e00-3c6e5d9f2b07",
    "login": "anna",
    "name": "Anna",
    "address": "192.0.2.7",
    "new_password": "corn flower 9 boat",
    "old_password": "boat 9 flower corn",
    "password": "corn flower 9 boat",
    "rev": 7,
    "role": "member",
    "scope": "chat:019b76da-a800-7c3a-8000-5d2f1f0b6a01",
    "seq": 42,
    "session_id": "019b76da-a800-7c3a-8d00-4d5f6e0a3c08",
    "text": "Hello!",
    "token": True,
    "unread": 3,
    "user_id": "019b76da-a800-7c3a-8c00-5e4a7f1b4d09",
    "username": "anna",
    "version": "0.1.0",
}
"""Values of fields that are called so, where the field takes them."""

TOKEN: Final = "kZ3vX9wQ1rT5yU7iO2pA4sD6fG8hJ0kL-mN_bV3cX1z"  # noqa: S105  # nobody's

MOMENT: Final = 1_767_225_600_000
"""2026-01-01T00:00:00Z."""


def example(kind: Any) -> Any:
    """Make an example of a type, in its JSON form."""
    return msgspec.to_builtins(_value("", shape.type_info(kind)))


def example_fields(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Make an example of what a client has to send, with little of what it may leave out."""
    info = shape.type_info(struct)
    assert isinstance(info, shape.StructType)  # noqa: S101  # a struct's information
    sent = {
        field.encode_name: msgspec.to_builtins(_value(field.name, field.type))
        for field in info.fields
        if field.required or field.name == "token"
    }
    if not sent and info.fields:
        first = info.fields[0]
        sent[first.encode_name] = msgspec.to_builtins(_value(first.name, first.type))
    return sent


def _value(name: str, kind: shape.Type) -> Any:
    if isinstance(kind, shape.Metadata):
        return _value(name, kind.type)
    if isinstance(kind, shape.UnionType):
        return _value(name, next(each for each in kind.types if not isinstance(each, shape.NoneType)))
    if isinstance(kind, shape.StructType):
        values = {each.name: _value(each.name, each.type) for each in kind.fields if _shown(each)}
        return kind.cls(**values)
    if isinstance(kind, shape.ListType | shape.VarTupleType | shape.SetType):
        return [_value(name.removesuffix("s"), kind.item_type)] * max(1, kind.min_length or 0)
    if isinstance(kind, shape.DictType):
        return {}
    if isinstance(kind, shape.EnumType):
        return kind.cls(NAMED[name]) if NAMED.get(name) in [each.value for each in kind.cls] else next(iter(kind.cls))
    return _plain(name, kind)


def _shown(field: shape.Field) -> bool:
    """Show what is always there, and the texts that are there most of the time."""
    return field.required or (field.name in NAMED and field.default in ("", 0))


def _plain(name: str, kind: shape.Type) -> Any:
    named = NAMED.get(name, NODEFAULT)
    match kind:
        case shape.LiteralType():
            return kind.values[0]
        case shape.BoolType():
            return named if isinstance(named, bool) else False
        case shape.IntType():
            return named if isinstance(named, int) else _number(name, kind)
        case shape.StrType():
            return named if isinstance(named, str) else _text(name, kind)
    raise TypeError(f"no example of {kind} for {name}")


def _text(name: str, kind: shape.StrType) -> str:
    return str(NAMED["user_id"]) if kind.pattern else {"token": TOKEN}.get(name, name)


def _number(name: str, kind: shape.IntType) -> int:
    return MOMENT if name.endswith("_at") else kind.ge or 0
