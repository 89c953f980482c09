"""A new slice is laid out whole or not at all, and passes the linters as it comes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.new_feature.__main__ import main
from scripts.new_feature.lists import CORE
from tests.architecture.sources import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the program reads and writes."""
    ignored = shutil.ignore_patterns("web", "__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    # The tests import these: without them the linters would take them for somebody else's.
    for folder in ("tests", "scripts", "bench"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    for file in ("pyproject.toml", "hatch_build.py"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["", "Unicorns", "uni-corns", "../up", "class", "messages", "a", "x" * 40])
def test_a_bad_name_changes_nothing(checkout: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(checkout)
    assert main(checkout, [name]) == 1
    assert snapshot(checkout) == before
    assert capsys.readouterr().err.startswith("Nothing is written: ")


def test_a_list_that_looks_otherwise_changes_nothing(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    core = checkout / CORE
    core.write_text(core.read_text().replace("        ]\n        catchup", "        ]\n\n        catchup"))
    before = snapshot(checkout)
    assert main(checkout, ["unicorns"]) == 1
    assert snapshot(checkout) == before
    assert CORE in capsys.readouterr().err


def test_a_new_slice_passes_the_linters_and_is_in_the_server(checkout: Path) -> None:
    assert main(checkout, ["unicorns"]) == 0
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    programs = Path(sys.executable).parent
    wanted = "from molva.server.core import unicorns_feature as f; assert f().name == 'unicorns'"
    for command in (
        [str(programs / "ruff"), "check", "--no-cache", "src", "tests"],
        [str(programs / "ruff"), "format", "--no-cache", "--check", "src", "tests"],
        [str(programs / "lint-imports"), "--no-logo", "--no-cache"],
        [sys.executable, "-c", wanted],
    ):
        done = subprocess.run(
            command, cwd=checkout, env=environment, check=False, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_slice_comes_after_the_first(checkout: Path) -> None:
    assert main(checkout, ["unicorns"]) == 0
    assert main(checkout, ["alarms"]) == 0
    versions = sorted(path.name for path in checkout.glob("src/molva/server/storage/migrations/versions/v*.py"))
    unicorns, alarms = versions[-2:]
    assert (unicorns[6:], alarms[6:]) == ("unicorns.py", "alarms.py")
    assert f'down_revision = "{unicorns[1:5]}"' in next(checkout.rglob(alarms)).read_text()
