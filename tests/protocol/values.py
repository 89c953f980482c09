"""Hypothesis strategies for whatever the protocol's types say."""

import re
import types
import typing
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect as mi

from molva.protocol.ids import new_id


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Make values of a type, as the protocol uses them: structs, unions of them, and what their fields hold."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return st.one_of(*map(values, typing.get_args(kind)))
    return _of(mi.type_info(kind))


def _of(info: mi.Type) -> st.SearchStrategy[Any]:
    match info:
        case mi.Metadata():
            return _of(info.type)
        case mi.StructType():
            return st.deferred(lambda: st.builds(info.cls, **{field.name: _of(field.type) for field in info.fields}))
        case mi.UnionType():
            return st.one_of(*map(_of, info.types))
        case mi.StrType(pattern=str() as pattern):
            ids = st.integers(0, 2**48 - 1).map(new_id)
            return ids if re.match(pattern, new_id(0)) else ids.map("chat:{}".format)
        case mi.StrType():
            alphabet = st.characters(exclude_categories=["Cs"])
            return st.text(alphabet, min_size=info.min_length or 0, max_size=min(info.max_length or 20, 20))
        case mi.IntType():
            return st.integers(info.ge if info.ge is not None else -(2**53), info.le if info.le is not None else 2**53)
        case mi.BoolType():
            return st.booleans()
        case mi.NoneType():
            return st.none()
        case mi.EnumType():
            return st.sampled_from(list(info.cls))
        case mi.LiteralType():
            return st.sampled_from(info.values)
        case mi.ListType():
            return st.lists(_of(info.item_type), min_size=info.min_length or 0, max_size=3)
        case mi.VarTupleType():
            return st.lists(_of(info.item_type), min_size=info.min_length or 0, max_size=3).map(tuple)
        case mi.DictType():
            return st.dictionaries(_of(info.key_type), _of(info.value_type), max_size=3)
        case mi.AnyType():
            return st.recursive(
                st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)
            )
        case mi.RawType():
            return st.integers(0, 99).map(lambda number: msgspec.Raw(msgspec.json.encode(number)))
        case _:
            raise NotImplementedError(info)
