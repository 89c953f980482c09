"""A story of the contract as a file: who says what, what everybody hears, and what each device holds in the end."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.architecture.sources import ROOT

STORIES = ROOT / "contract" / "stories"

Frame = dict[str, Any]
T = TypeVar("T")

AUTHORS_FIRST_REF = 1001
"""Calls with smaller numbers are a client's own, about gaps: telling a story writes those, authors leave them out."""


@dataclass
class Step:
    """One thing that a device does, and what every connected device hears because of it."""

    device: str
    """A person, or a further device of theirs: `anna`, `anna-2`."""
    says: Frame | str | None = None
    """A frame, or the text of something that is none; a `hello` opens the connection."""
    leaves: bool = False
    """The connection is lost instead."""
    asks_over_http: Frame | None = None
    """A request instead, of a device that needs no connection: `method`, `path`, and `body` if it has one."""
    answered: Frame | None = None
    """Its `status` and `body`."""
    fate: dict[str, str] = field(default_factory=dict)
    """What becomes of the frames on the way to a device: `lost`, `twice`, or `late` (after those of the next step)."""
    hears: dict[str, list[Frame]] = field(default_factory=dict)

    @property
    def connects(self) -> bool:
        """Tell whether the device opens a connection."""
        return isinstance(self.says, dict) and self.says["type"] == "hello"

    @property
    def asks(self) -> bool:
        """Tell whether the client does it by itself, because it has noticed a gap."""
        return isinstance(self.says, dict) and 0 < self.says.get("ref", 0) < AUTHORS_FIRST_REF


@dataclass
class Story:
    """A file under contract/stories."""

    about: str
    people: list[str]
    steps: list[Step]
    page: int = 100
    """Changed messages of a chat that a device gets at once on its return."""
    holds: dict[str, list[Frame]] = field(default_factory=dict)
    """The rows of each device that is connected in the end, sorted as `row_name` says."""


def user_id(person: int) -> str:
    """Name the n-th person of a story, from 1."""
    return f"00000000-0000-7000-8000-{person:012x}"


def through(frames: list[T], fate: str | None, late: list[T]) -> tuple[list[T], list[T]]:
    """Let the frames of a step through as their fate says: what arrives now, and what comes after the next step's."""
    arriving = {"lost": [], "late": [], "twice": [each for frame in frames for each in (frame, frame)]}
    return [*arriving.get(fate or "", frames), *late], frames if fate == "late" else []


def row_name(row: Frame) -> str:
    """Order rows: by type, then by what names them."""
    named = (str(row.get(each, "")) for each in ("type", "chat_id", "id", "user_id"))
    return f"{' '.join(named)} {row.get('seq', 0):06}"


def read(path: Path) -> Story:
    """Read a story."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Story(**{**told, "steps": [Step(**step) for step in told["steps"]]})


def write(path: Path, told: str) -> None:
    """Write a story down."""
    path.write_text(told, encoding="utf-8")


def text(story: Story) -> str:
    """Write a story, one line a frame, so that a change can be read."""
    told = asdict(story)
    steps = [{key: value for key, value in step.items() if value or key == "device"} for step in told["steps"]]
    lines = [f'  "about": {_json(story.about)},', f'  "people": {_json(story.people)},']
    lines += [f'  "page": {story.page},'] if story.page != Story.page else []
    lines.append('  "steps": [')
    lines.append(",\n".join(f"    {{\n{_members(step)}\n    }}" for step in steps))
    lines.append('  ],\n  "holds": {')
    lines.append(",\n".join(f"    {_json(device)}: {_list(rows, 6)}" for device, rows in story.holds.items()))
    return "{\n" + "\n".join(lines) + "\n  }\n}\n"


def _members(step: dict[str, Any]) -> str:
    heard = step.pop("hears", None)
    lines = [f"      {_json(key)}: {_json(value)}" for key, value in step.items()]
    if heard:
        frames = ",\n".join(f"        {_json(device)}: {_list(frames, 10)}" for device, frames in heard.items())
        lines.append(f'      "hears": {{\n{frames}\n      }}')
    return ",\n".join(lines)


def _list(values: list[Frame], indent: int) -> str:
    if not values:
        return "[]"
    lines = ",\n".join(" " * indent + _json(value) for value in values)
    return f"[\n{lines}\n{' ' * (indent - 2)}]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


ALL = sorted(STORIES.glob("*.json"))
