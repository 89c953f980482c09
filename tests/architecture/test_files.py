"""Every file is one idea: it says so in its first sentence, is short, and has a telling name."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_LINES = 500
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
SOURCE_SUFFIXES = {".py", ".ts", ".svelte", ".css", ".java", ".mjs", ".js"}
GENERATED = ("web/src/api/", "clients/java/generated/")


def tracked() -> list[Path]:
    """Every source file that git tracks or would track, generated ones excepted."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    wanted = {name for name in names if name and not name.startswith(GENERATED)}
    paths = (ROOT / name for name in sorted(wanted))
    return [path for path in paths if path.suffix in SOURCE_SUFFIXES and path.is_file()]


FILES = tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", named(FILES))
def test_a_file_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{lines} lines: cut it into files of one idea each"


@pytest.mark.parametrize("path", named(FILES))
def test_a_file_has_a_telling_name(path: Path) -> None:
    parts = {part.lower() for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert not parts & VAGUE_NAMES


@pytest.mark.parametrize("path", named(MODULES))
def test_a_module_begins_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring is not None, "begin it with a one-sentence docstring"
    first = docstring.split("\n\n")[0]
    assert first.endswith((".", ":", "?")), f"not a sentence: {first!r}"
