"""Every struct says the same after a journey; what is unknown is refused going up and ignored coming down."""

import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from molva.protocol.commands import AnyCommand, Call, Command, answer_type
from molva.protocol.errors import Error
from molva.protocol.frames import Answer, Hello, Ping, Refused, Rows, ServerFrame, Signalled, Synced, Welcome
from molva.protocol.rows import AnyRow, AnyService
from molva.protocol.signals import AnySignal
from tests.protocol.values import values

COMMANDS = typing.get_args(AnyCommand)
ROWS = typing.get_args(AnyRow)
DOWN = (
    *ROWS,
    *typing.get_args(AnySignal),
    *typing.get_args(AnyService),
    Welcome,
    Rows,
    Synced,
    Answer,
    Refused,
    Signalled,
)
UP = (*COMMANDS, Hello, Call, Ping)


few = settings(max_examples=10)
"""Ninety types with a few values each."""


def named(kinds: typing.Iterable[type]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", list(kinds), ids=lambda kind: kind.__name__)


def round_trip(value: msgspec.Struct, kind: Any) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=kind) == value


@named([*UP, *DOWN, Error, *dict.fromkeys(map(answer_type, COMMANDS))])
@few
@given(data=st.data())
def test_a_struct_comes_back_as_it_went(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    round_trip(data.draw(values(kind)), kind)


@pytest.mark.parametrize(
    "union", [AnyCommand, AnyRow, AnySignal, AnyService], ids=["command", "row", "signal", "service"]
)
@few
@given(data=st.data())
def test_a_struct_comes_back_from_among_its_kind(union: Any, data: st.DataObject) -> None:
    round_trip(data.draw(values(union)), union)


@given(values(ServerFrame))
def test_a_server_frame_comes_back_as_a_client_reads_it(frame: msgspec.Struct) -> None:
    round_trip(frame, ServerFrame)


@named(UP)
@few
@given(data=st.data())
def test_an_unknown_field_of_a_request_is_refused(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    request = msgspec.to_builtins(data.draw(values(kind)))
    request["no_such_field"] = None
    with pytest.raises(msgspec.ValidationError, match="no_such_field"):
        msgspec.json.decode(msgspec.json.encode(request), type=kind)


@named(DOWN)
@few
@given(data=st.data())
def test_an_unknown_field_of_a_newer_server_is_ignored(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    value = data.draw(values(kind))
    newer = msgspec.to_builtins(value)
    newer["no_such_field"] = [{"deep": True}]
    assert msgspec.json.decode(msgspec.json.encode(newer), type=kind) == value


@named([*UP, *DOWN])
def test_a_tag_names_one_struct(kind: type[msgspec.Struct]) -> None:
    def tag(struct: type[msgspec.Struct]) -> tuple[Any, Any]:
        return struct.__struct_config__.tag_field, struct.__struct_config__.tag

    side = UP if kind in UP else DOWN
    assert [other for other in side if tag(other) == tag(kind)] == [kind]


@named(COMMANDS)
def test_every_command_is_a_command_that_refuses_unknown_fields_and_names_its_answer(kind: type[Command[Any]]) -> None:
    assert issubclass(kind, Command)
    assert kind.__struct_config__.forbid_unknown_fields
    assert issubclass(answer_type(kind), msgspec.Struct)


@named(COMMANDS)
def test_no_text_of_a_command_is_without_a_limit(kind: type[Command[Any]]) -> None:
    def unbounded(info: Any) -> bool:
        match info:
            case msgspec.inspect.Metadata():
                return unbounded(info.type)
            case msgspec.inspect.StrType():
                return info.max_length is None
            case msgspec.inspect.ListType() | msgspec.inspect.VarTupleType():
                return info.max_length is None or unbounded(info.item_type)
            case msgspec.inspect.IntType():
                return info.ge is None or info.le is None
            case msgspec.inspect.UnionType():
                return any(map(unbounded, info.types))
            case _:
                return False

    fields = msgspec.inspect.type_info(kind).fields  # type: ignore[attr-defined]  # a struct's info has fields
    assert [field.name for field in fields if unbounded(field.type)] == []
