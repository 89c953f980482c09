"""Reads the commands of a page with the answers that it promises, and compares answers by what may not differ."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = 10**12
"""From here on a number is a moment in milliseconds (2001 and later)."""
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command of the page and the answer below it, None where the page shows none."""

    command: str
    answer: str | None


def steps(section: str) -> list[Step]:
    """Cut a section into its commands, in order."""
    blocks: list[tuple[str, str]] = [(kind, text) for kind, text in BLOCK.findall(section)]
    following = [*blocks[1:], ("sh", "")]
    return [
        Step(text, after if next_kind == "json" else None)
        for (kind, text), (next_kind, after) in zip(blocks, following, strict=True)
        if kind == "sh"
    ]


def shape(answer: str) -> object:
    """Parse an answer and put a name in the place of what differs every time: ids and moments."""
    return _general(json.loads(answer))


def _general(value: object) -> object:
    if isinstance(value, dict):
        return {key: _general(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_general(each) for each in value]
    if isinstance(value, str) and UUID.fullmatch(value):
        return "an id"
    if isinstance(value, int) and not isinstance(value, bool) and value >= MOMENT:
        return "a moment"
    return value
