"""A row's name tells it from every other row, and its copies from nothing."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from molva.protocol.rows import AnyRow, Mark, Member, Message, Row

KINDS: tuple[type[Row], ...] = get_args(AnyRow)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_by_fields_that_it_must_have(kind: type[Row]) -> None:
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}
    assert kind.KEY
    assert {*kind.KEY} <= required - {"rev"}


def test_rows_of_other_chats_types_and_numbers_have_other_names() -> None:
    rows = [
        Mark(chat_id="a", user_id="x", rev=1),
        Mark(chat_id="b", user_id="x", rev=1),
        Member(chat_id="a", user_id="x", rev=1, username="x", name="X"),
        Message(chat_id="a", seq=1, rev=1, id="i", sender_id="x", sent_at=1),
        Message(chat_id="a", seq=2, rev=1, id="j", sender_id="x", sent_at=1),
    ]
    assert len({row.key() for row in rows}) == len(rows)


def test_a_newer_copy_has_the_same_name() -> None:
    before = Mark(chat_id="a", user_id="x", rev=1)
    after = Mark(chat_id="a", user_id="x", rev=2, read_seq=7)
    assert before.key() == after.key()
