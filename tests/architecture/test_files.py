"""Every file is one idea: it says so in its first sentence, is short, and has a telling name."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

from tests.architecture.sources import FILES, MODULES, PRODUCT, ROOT, named, parse

MAX_LINES = 500
MAX_MEDIAN = 150
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", named(FILES))
def test_a_file_is_short(path: Path) -> None:
    assert lines(path) <= MAX_LINES, "cut it into files of one idea each"


@pytest.mark.parametrize("path", named(FILES))
def test_a_file_has_a_telling_name(path: Path) -> None:
    parts = {part.lower() for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert not parts & VAGUE_NAMES


@pytest.mark.parametrize("path", named(MODULES))
def test_a_module_begins_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(parse(path))
    assert docstring is not None, "begin it with a one-sentence docstring"
    first = docstring.split("\n\n")[0]
    assert first.endswith((".", ":", "?")), f"not a sentence: {first!r}"


def test_most_files_are_read_at_a_glance() -> None:
    sizes = sorted(lines(path) for path in PRODUCT)
    median = statistics.median(sizes)
    report = f"{len(sizes)} modules, {sum(sizes)} lines, median {median:g}, largest {sizes[-1]}"
    assert median <= MAX_MEDIAN, report
