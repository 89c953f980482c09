"""What passes over errors, and a test that lets time pass, says beside it why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import MODULES, ROOT, named

PASSED_OVER = re.compile(r"except \(?(?:Base)?Exception\b|\bsuppress\(")
PASSING_TIME = re.compile(r"(?<!def )\bsleep\((?!0\))")
"""`sleep(0)` lets others run and waits for nothing."""

TESTS = ROOT / "tests"
OWN = Path(__file__)


def unexplained(text: str, *wanted: re.Pattern[str]) -> Iterator[int]:
    """Numbers of the lines that have no comment on them, or on the next line above or below."""
    lines = ["", *text.splitlines(), ""]
    for number, line in enumerate(lines):
        if any(each.search(line) for each in wanted):
            above, below = lines[number - 1].strip(), lines[number + 1].strip()
            if not ("  # " in line or "# " in above or below.startswith("#")):
                yield number


@pytest.mark.parametrize("path", named(path for path in MODULES if path != OWN))
def test_it_has_its_reason_beside_it(path: Path) -> None:
    wanted = (PASSED_OVER, PASSING_TIME) if path.is_relative_to(TESTS) else (PASSED_OVER,)
    assert list(unexplained(path.read_text("utf-8"), *wanted)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("except Exception:\n    pass", [1]),
        ("except (BaseException, OSError) as error:\n    pass", [1]),
        ("x = 1\nwith suppress(OSError):\n    pass", [2]),
        ("await asyncio.sleep(0.1)", [1]),
        ("except Exception:\n    # The next one goes on.\n    pass", []),
        ("with suppress(OSError):  # it is gone\n    pass", []),
        ("# A slow road.\ntime.sleep(1)", []),
        ("await asyncio.sleep(0)", []),
        ("async def sleep(self, seconds: float) -> None:", []),
        ("except ExceptionGroup:\n    pass", []),
    ],
)
def test_the_search_finds_them(text: str, wrong: list[int]) -> None:
    assert list(unexplained(text, PASSED_OVER, PASSING_TIME)) == wrong
