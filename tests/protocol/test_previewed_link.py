"""Which link of a text gets a preview: one that every client draws, and never one that is hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.previewed_link import previewed_link

CONTRACT = Path(__file__).parents[2] / "contract"
FIXTURES: list[dict[str, Any]] = json.loads((CONTRACT / "richtext.json").read_text(encoding="utf-8"))
LINKS: list[dict[str, Any]] = json.loads((CONTRACT / "previews.json").read_text(encoding="utf-8"))


def drawn(piece: Any) -> Iterator[str]:
    """The links that a client draws outside of spoilers."""
    if isinstance(piece, list):
        for each in piece:
            yield from drawn(each)
    elif piece["t"] == "link":
        yield piece["href"]
    elif piece["t"] != "spoiler":
        yield from drawn(piece.get("items", []) + piece.get("children", []))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture["text"][:30])
def test_a_link_with_a_preview_is_one_that_clients_draw(fixture: dict[str, Any]) -> None:
    found = previewed_link(fixture["text"])
    # Of other addresses a client writes the normal form.
    if found is not None and found.isascii() and "[" not in found:
        assert found.lower().rstrip("/") in {href.lower().rstrip("/") for href in drawn(fixture["blocks"])}


@pytest.mark.parametrize("fixture", LINKS, ids=lambda fixture: fixture["text"][:30])
def test_the_first_open_link_is_found(fixture: dict[str, Any]) -> None:
    assert previewed_link(fixture["text"]) == fixture["link"]


words = st.lists(
    st.sampled_from(["||", "`", "```\n", "\n", "<", ">", "https://secret.example/x", " ", "a", "[", "](", ")", "."]),
    max_size=14,
).map("".join)


@given(words, words)
def test_what_stands_in_a_spoiler_is_never_found(before: str, after: str) -> None:
    found = previewed_link(f"{before}||https://veiled.example||{after}")
    assert found is None or "veiled" not in found


@given(words)
def test_any_text_can_be_read(text: str) -> None:
    found = previewed_link(text)
    assert found is None or found in text
