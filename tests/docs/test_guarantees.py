"""Every promise of docs/guarantees.md names tests, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "guarantees.md"

OWED_ONCE_THERE = {"G14": "src/molva/server/features/files", "G15": "src/molva/cli/backup.py"}
"""Promises about what Molva cannot do yet, with where it will be."""


def promises() -> dict[str, str]:
    """The rows of the page by their numbers."""
    rows = re.findall(r"^\| (G\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def functions_of(path: Path) -> list[str]:
    """The test functions of a file, or of all files of a folder."""
    files = sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
    defined = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    functions = (node.name for node in defined if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [name for name in functions if name.startswith("test_")]


@pytest.mark.parametrize("number", [f"G{number}" for number in range(1, 19)])
def test_a_promise_names_a_test(number: str) -> None:
    if number in OWED_ONCE_THERE and not (ROOT / OWED_ONCE_THERE[number]).exists():
        assert number not in promises(), "it is promised, so strike it from the list of what is owed"
        return
    assert re.search(r"`tests/\w", promises()[number].rpartition("|")[2])


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[^`]*)`", PAGE.read_text(encoding="utf-8")))))
def test_a_named_test_is_there(named: str) -> None:
    path, _, function = named.partition("::")
    assert (ROOT / path).exists(), f"docs/guarantees.md names {path}, which is not there"
    found = functions_of(ROOT / path)
    assert found, f"docs/guarantees.md names {path}, which tests nothing"
    assert not function or function in found
