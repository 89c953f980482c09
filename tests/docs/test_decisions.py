"""Decisions are listed, accepted on a day, and say what fails when somebody forgets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, named

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
SECTIONS = re.findall(r"^## (.+)$", (FOLDER / "template.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_index_lists_every_decision_by_its_title() -> None:
    titles = {path.name: path.read_text(encoding="utf-8").split("\n")[0].split(": ", 1)[1] for path in DECISIONS}
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| \[\d+\]\((\S+)\) \| (.+) \|$", index, re.MULTILINE)) == titles


@pytest.mark.parametrize("path", named(DECISIONS))
def test_a_decision_has_the_shape_of_the_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}: ")
    assert re.search(r"^(Accepted|Replaced by \d{4}), \d{4}-\d\d-\d\d\.$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
