"""Examples of the protocol's structs in which every field can be seen, each with a value of its own."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import inspect as shape

MOMENT_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z."""

NUMBERS = {"after": 0, "heartbeat_s": 20, "rev": 7, "seq": 5}
TEXTS = {
    "chat_id": "00000000-0000-7000-8000-000000000103",
    "emoji": "👍",
    "epoch": "00000000-0000-7000-8000-000000000101",
    "id": "00000000-0000-7000-8000-000000000105",
    "scope": "chat:00000000-0000-7000-8000-000000000103",
    "session_id": "00000000-0000-7000-8000-000000000102",
    "user_id": "00000000-0000-7000-8000-000000000001",
}
ANY_ID = "00000000-0000-7000-8000-000000000002"


def specimen(kind: Any, *, whole: bool = True) -> Any:
    """Make a value of a struct; without `whole` what may be missing is."""
    info = shape.type_info(kind)
    if not isinstance(info, shape.StructType):
        raise TypeError(f"{kind} is no struct")
    return info.cls(**{field.name: _value(field.name, field.type) for field in info.fields if whole or field.required})


def _value(name: str, kind: shape.Type) -> Any:
    match kind:
        case shape.Metadata():
            return _value(name, kind.type)
        case shape.UnionType() if any(isinstance(each, shape.StructType) and each.tag for each in kind.types):
            # One of several structs: each of them has a frame of its own.
            none = any(isinstance(each, shape.NoneType) for each in kind.types)
            return None if none else specimen(kind.types[0].cls)  # type: ignore[attr-defined]  # structs, as asked above
        case shape.UnionType():
            return _value(name, next(each for each in kind.types if not isinstance(each, shape.NoneType)))
        case shape.StructType():
            return specimen(kind.cls)
        case shape.ListType() | shape.VarTupleType():
            items = (_value(name.removesuffix("s"), kind.item_type),) * max(1, kind.min_length or 0)
            return items if isinstance(kind, shape.VarTupleType) else list(items)
        case shape.DictType():
            return {}
        case shape.EnumType():
            return list(kind.cls)[-1]
        case shape.LiteralType():
            return kind.values[0]
        case shape.BoolType():
            # What is gone or left out shows nothing of the rest.
            return False
        case shape.IntType():
            return NUMBERS.get(name, MOMENT_MS if name.endswith("_at") else kind.ge or 3)
        case shape.StrType():
            return TEXTS.get(name, ANY_ID if kind.pattern else name)
    raise TypeError(f"no specimen of {kind} for {name}")


def builtins(value: msgspec.Struct) -> Any:
    """Write a struct as JSON says it."""
    return msgspec.json.decode(msgspec.json.encode(value))
