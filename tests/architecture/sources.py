"""Reads the repository's own source files: which there are, and what each Python module imports."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "molva"
SUFFIXES = {".py", ".ts", ".svelte", ".css", ".java", ".mjs", ".js"}
GENERATED = ("web/src/api/", "clients/java/generated/")


def tracked() -> list[Path]:
    """Every source file that git tracks, generated ones excepted, in order."""
    command = ["git", "ls-files"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    paths = (ROOT / name for name in sorted(set(names)) if name and not name.startswith(GENERATED))
    return [path for path in paths if path.suffix in SUFFIXES and path.is_file()]


def named(paths: Iterable[Path]) -> list[object]:
    """Test parameters whose ids are the paths within the repository."""
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def parse(path: Path) -> ast.Module:
    """The syntax tree of one Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """Dotted names that the module imports, anywhere in it; `from a import b` gives `a.b`."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides what is imported"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


FILES = tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]
PRODUCT = [path for path in MODULES if path.is_relative_to(PACKAGE)]
