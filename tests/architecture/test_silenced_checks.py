"""A check that is silenced says beside it why, in words, and names the one rule it silences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import FILES, ROOT

IN_PYTHON = re.compile(r"#\s*(?:noqa|type:\s*ignore|mypy:|nosec|pragma:|fmt:\s*off|ruff:\s*noqa)(?P<rest>.*)")
WITH_REASON = re.compile(r"(?:: ?|\[)[A-Za-z0-9, -]+\]?  # \S.+")
"""The rules, then a comment of its own: `# noqa: S603  # the command is our own`."""

IN_SVELTE = re.compile(r"svelte-ignore [a-z0-9_, ]+")
IN_SCRIPT = re.compile(r"eslint-disable(?:-next-line|-line)?|@ts-(?:ignore|expect-error|nocheck)|prettier-ignore")
COMMENT_LINE = re.compile(r"^\s*(?://|<!--|/?\*)\s?(?!.*svelte-ignore).*\w")
OWN = Path(__file__)


def unexplained(path: Path) -> Iterator[int]:
    """Numbers of the lines that silence a check without a reason."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if path.suffix == ".py":
            found = IN_PYTHON.search(line)
            if found is not None and not WITH_REASON.match(found["rest"]):
                yield number
        elif IN_SVELTE.search(line):
            # The compiler reads every word after the marker as a rule, so that the reason stands above it.
            if number == 1 or not COMMENT_LINE.match(lines[number - 2]):
                yield number
        elif (found := IN_SCRIPT.search(line)) is not None and not re.search(r"(?:-- |expect-error )\w", line):
            yield number


@pytest.mark.parametrize("path", [path for path in FILES if path != OWN], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_silenced_check_has_its_reason_beside_it(path: Path) -> None:
    assert list(unexplained(path)) == []


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("a.py", "x = 1  # noqa: S101  # a defect, not input", []),
        ("a.py", "x = 1  # type: ignore[misc, arg-type]  # wrong on purpose", []),
        ("a.py", "x = 1  # noqa: S101 - a defect", [1]),
        ("a.py", "\nx = 1  # noqa: S101", [2]),
        ("a.py", "x = 1  # noqa", [1]),
        ("a.py", "x = 1  # noqa  # everything", [1]),
        ("a.py", "x = 1  # type: ignore", [1]),
        ("a.py", "# ruff: noqa", [1]),
        ("a.py", "# mypy: ignore-errors", [1]),
        ("a.svelte", "<!-- Keys are pressed in the field. -->\n<!-- svelte-ignore a11y_autofocus -->", []),
        ("a.svelte", "// It begins there.\n// svelte-ignore state_referenced_locally", []),
        ("a.svelte", "<p>text</p>\n<!-- svelte-ignore a11y_autofocus -->", [2]),
        ("a.svelte", "<!-- svelte-ignore a11y_autofocus -->", [1]),
        ("a.svelte", "// svelte-ignore one\n// svelte-ignore two", [1, 2]),
        ("a.ts", "// @ts-expect-error an older browser has none", []),
        ("a.ts", "// eslint-disable-next-line no-console -- a bench prints", []),
        ("a.ts", "// @ts-ignore", [1]),
        ("a.ts", "/* eslint-disable */", [1]),
    ],
)
def test_the_search_finds_them(tmp_path: Path, name: str, text: str, wrong: list[int]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(unexplained(tmp_path / name)) == wrong
