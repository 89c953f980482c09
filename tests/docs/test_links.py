"""Every link from one page of the repository to another leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, named

PAGES = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not {"node_modules", ".venv"} & {*path.relative_to(ROOT).parts} and "/server/web/" not in str(path)
]


def prose(page: Path) -> str:
    """The page without its code, where brackets mean something else."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The fragments that the page's headings answer to, by the rule of the usual repository hosts."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", named(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{target}: no such file"
        assert not fragment or fragment in anchors(goal), f"{target}: no such heading"


@pytest.mark.parametrize("page", named(PAGES))
def test_files_that_are_named_exist(page: Path) -> None:
    named_files = re.findall(
        r"`((?:bench|contract|docs|scripts|src|tests|web)/[\w./-]*)`", page.read_text(encoding="utf-8")
    )
    for name in named_files:
        assert (ROOT / name).exists(), f"`{name}` is no more"
