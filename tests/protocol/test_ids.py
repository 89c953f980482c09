"""Ids: UUIDv7 that sort by time, in one canonical form."""

import re
from uuid import RFC_4122, UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.ids import UUID7_PATTERN, Id, MessageId, ScopeName, new_id

MOMENTS = st.integers(0, 2**48 - 1)
GOOD = "01890a5d-ac96-774b-bcce-b302099a8057"


@given(MOMENTS)
def test_an_id_is_a_canonical_uuid_of_version_7_with_its_moment(now: int) -> None:
    made = new_id(now)
    parsed = UUID(made)
    assert (parsed.version, parsed.variant, str(parsed)) == (7, RFC_4122, made)
    assert parsed.int >> 80 == now
    assert re.fullmatch(UUID7_PATTERN.rstrip("$"), made)
    assert msgspec.convert(made, MessageId) == made


@given(MOMENTS, MOMENTS)
def test_ids_sort_by_their_moments(one: int, other: int) -> None:
    if one != other:
        assert (new_id(one) < new_id(other)) == (one < other)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(0) for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    "bad",
    [
        "", "x", GOOD + "\n", GOOD + " ", "\n" + GOOD, GOOD.upper(), GOOD.replace("-", ""), "{" + GOOD + "}",
        GOOD[:-1], GOOD + "0", GOOD.replace("0", "\u0660"), "urn:uuid:" + GOOD,
    ],
)  # fmt: skip
def test_what_is_not_canonical_is_no_id(bad: str) -> None:
    for kind in (Id, MessageId):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(bad, kind)
    for scope in (bad, f"chat:{bad}"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(scope, ScopeName)


@pytest.mark.parametrize("other", ["01890a5d-ac96-474b-bcce-b302099a8057", "01890a5d-ac96-774b-ccce-b302099a8057"])
def test_a_message_id_is_of_version_7_and_variant_2(other: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(other, MessageId)


@pytest.mark.parametrize("scope", ["chat", ":" + GOOD, "Chat:" + GOOD, "chat:" + GOOD + ":", "a" * 17 + ":" + GOOD])
def test_a_scope_is_a_kind_and_an_id(scope: str) -> None:
    assert msgspec.convert("chat:" + GOOD, ScopeName) == "chat:" + GOOD
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(scope, ScopeName)
