"""The Java client stands on the JDK alone, its packages on each other in one direction, and the network at one edge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import FILES, ROOT, named

HOME = ROOT / "clients" / "java"
JAVA = [path for path in FILES if path.suffix == ".java"]
PRODUCT = [path for path in JAVA if path.is_relative_to(HOME / "src")]
MAX_LINES = 250

LAYERS = ["molva.json", "molva.schema", "molva.client", "molva.client.net", "molva.console"]
"""Each may import those before it."""
# What Android or a test may not have stays where it can be exchanged.
EDGES = {"java.net.http": ["client/net/*.java"], "java.io.Console": ["console/*.java"]}

IMPORT = re.compile(r"^import (?:static )?([\w.]+);$", re.MULTILINE)
OPENING = re.compile(r"/\*\*\s+(?:\* )?(?P<first>.+?)(?:\n \*\n|\n \*/| \*/)", re.DOTALL)


def package(name: str) -> str:
    """Name the package of an imported type, or of one inside it."""
    return ".".join(part for part in name.split(".") if part[0].islower())


@pytest.mark.parametrize("path", named(JAVA))
def test_a_file_is_read_at_a_glance(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES, "cut it into files of one idea each"


@pytest.mark.parametrize("path", named(JAVA))
def test_a_file_begins_with_a_sentence(path: Path) -> None:
    found = OPENING.search(path.read_text("utf-8"))
    assert found is not None, "begin its type with a comment of one sentence"
    assert found["first"].rstrip().endswith((".", ":", "?")), f"not a sentence: {found['first']!r}"


@pytest.mark.parametrize("path", named(PRODUCT))
def test_it_imports_what_lies_below(path: Path) -> None:
    own = ".".join(path.relative_to(HOME / "src").parts[:-1])
    below = LAYERS[: LAYERS.index(own) + 1]
    strayed = []
    for name in IMPORT.findall(path.read_text("utf-8")):
        edge = next((globs for library, globs in EDGES.items() if name.startswith(library)), None)
        if edge is not None:
            allowed = any(path in (HOME / "src" / "molva").glob(glob) for glob in edge)
        else:
            allowed = name.startswith("java.") or package(name) in below
        strayed += [] if allowed else [name]
    assert not strayed, f"{strayed} belong elsewhere: see LAYERS and EDGES"


def test_there_is_something_to_look_at() -> None:
    assert {path.relative_to(HOME / "src").parts[1] for path in PRODUCT} >= {"json"}
