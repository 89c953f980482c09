"""Which names a text mentions: the server finds what every client draws, and no text takes long."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.mentioned_names import MAX_NAMES, mentioned_names

FIXTURES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "contract" / "richtext.json").read_text(encoding="utf-8")
)


def drawn(piece: Any) -> Iterator[str]:
    """The mentions that a client draws, in their order."""
    if isinstance(piece, list):
        for each in piece:
            yield from drawn(each)
    elif piece["t"] == "mention":
        yield unicodedata.normalize("NFC", piece["username"].casefold())
    else:
        yield from drawn(piece.get("items", []) + piece.get("children", []))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture["text"][:30])
def test_a_text_mentions_whom_clients_draw_as_mentioned(fixture: dict[str, Any]) -> None:
    assert mentioned_names(fixture["text"]) == list(dict.fromkeys(drawn(fixture["blocks"])))


name = st.from_regex(r"(?:[a-z][a-z0-9_]{1,20}|[а-я][а-я0-9_]{1,20})", fullmatch=True)
text = st.lists(
    st.one_of(
        name.map("@".__add__),
        st.sampled_from(["`", "```\n", "\n", "[", "](https://a.b)", "https://x.y/", "@", " ", "**", "_", "e\u0301"]),
        st.text(max_size=3),
    ),
    max_size=12,
).map("".join)


@given(text)
def test_a_name_is_written_in_the_text_in_its_stored_form(text: str) -> None:
    written = unicodedata.normalize("NFC", text.casefold())
    for found in mentioned_names(text):
        assert f"@{found}" in written
        assert found == unicodedata.normalize("NFC", found.casefold())


@given(text, name)
def test_what_stands_after_on_a_line_of_its_own_is_found_unless_a_fence_holds_it(text: str, name: str) -> None:
    if "```" not in text:
        assert name in mentioned_names(f"{text}\n@{name}")


@given(text, name)
def test_code_mentions_nobody(text: str, name: str) -> None:
    before = mentioned_names(text)
    if "`" not in text:
        assert mentioned_names(f"{text}\n`@{name} and @others`") == before
        assert mentioned_names(f"{text}\n```\n@{name}\n```") == before


def test_so_many_names_are_looked_at_and_no_more() -> None:
    found = mentioned_names(" ".join(f"@name{n}" for n in range(5_000)))
    assert found == [f"name{n}" for n in range(MAX_NAMES)]


@pytest.mark.parametrize(
    "part",
    [
        "@",
        "@a",
        "@ab ",
        "`@",
        "`",
        "```\n",
        "```x\n",
        "[",
        "[@a](http://",
        "[a](https://x",
        "https://",
        "@e\u0301",
        "@.-",
    ],
)
def test_hostile_texts_take_no_longer_than_plain_ones(part: str) -> None:
    # The longest text that a frame holds: what took longer than linear time would take minutes.
    began = time.process_time()
    assert len(mentioned_names(part * (64 * 1024 // len(part)))) <= MAX_NAMES
    assert time.process_time() - began < 10
