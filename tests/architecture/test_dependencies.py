"""Dependencies are few, explained and locked by hash, and no lock names an index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, named

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = {name: wanted for name, wanted in PROJECT["project"]["optional-dependencies"].items() if name != "dev"}
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def names(requirements: list[str]) -> list[str]:
    """The package names of requirements such as `sqlalchemy[asyncio]>=2,<3`."""
    return [re.split(r"[\[<>=!~; ]", requirement)[0] for requirement in requirements]


RUNTIME = names(PROJECT["project"]["dependencies"])
EXTRA = [name for wanted in EXTRAS.values() for name in names(wanted)]
BUILD = names(PROJECT["dependency-groups"]["build"])


def pinned(path: Path) -> dict[str, str]:
    """Package name to its block in the lock file, hashes included."""
    blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    return {block.split("==")[0]: block for block in blocks}


def test_each_dependency_says_what_it_saves() -> None:
    page = (ROOT / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert sorted(explained) == sorted(RUNTIME + EXTRA + BUILD)


@pytest.mark.parametrize("path", named(LOCKS))
def test_a_lock_pins_every_package_by_hash_and_names_no_index(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")
    for name, block in pinned(path).items():
        assert re.match(r"[a-z0-9.-]+==\S+", block), f"{name} is not pinned"
        assert "--hash=sha256:" in block, f"{name} has no hash"


@pytest.mark.parametrize("path", named(LOCKS))
def test_a_lock_holds_what_the_project_asks_for(path: Path) -> None:
    missing = {*RUNTIME, *BUILD} - pinned(path).keys()
    assert not missing, "run `make lock`"


def test_the_lock_for_development_extends_the_other() -> None:
    runtime, development = (pinned(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))
    differing = {name for name, block in runtime.items() if development.get(name) != block}
    assert not differing, "run `make lock`"
