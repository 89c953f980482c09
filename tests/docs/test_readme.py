"""The README's commands do what it says, in both languages, against a server that has just been started."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.docs.walkthrough import Step, shape, steps

PAGES = {"README.md": "## Talk to it", "README.ru.md": "## Поговорить с сервером"}
ADDRESS = "http://localhost:8000"
BETWEEN = "\x1e"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a new server of its own."""
    chosen = {"PORT": "0", "DATA": str(tmp_path / "data"), "MOLVA_ENV_FILE": ""}
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **chosen}
    molva = Path(sys.executable).with_name("molva")
    with subprocess.Popen([molva, "serve"], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            found = re.search(r"http://localhost:\d+", said)
            assert found, said
            yield found[0]
        finally:
            process.terminate()


def section(page: str) -> list[Step]:
    text = (ROOT / page).read_text(encoding="utf-8")
    _, _, rest = text.partition(f"{PAGES[page]}\n")
    return steps(rest.split("\n## ")[0])


def run(commands: list[str]) -> list[str]:
    """Run the commands in one shell; what each of them printed."""
    script = f"\nprintf '{BETWEEN}'\n".join(commands)
    done = subprocess.run(["bash", "-eu", "-o", "pipefail"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split(BETWEEN)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the commands need curl")
@pytest.mark.parametrize("page", PAGES)
def test_every_documented_answer_is_what_comes_back(page: str, server: str) -> None:
    walk = section(page)
    printed = run([step.command.replace(ADDRESS, server) for step in walk])
    assert sum(step.answer is not None for step in walk) >= 4
    for step, output in zip(walk, printed, strict=True):
        if step.answer is None:
            assert output == "", step.command
        else:
            assert shape(output) == shape(step.answer), step.command


def test_both_languages_show_the_same_commands() -> None:
    english, russian = (section(page) for page in PAGES)
    assert english == russian


def test_a_different_answer_is_noticed() -> None:
    before = '{"seq": 1, "id": "01a1fc7b-b53c-712d-97c2-a026e1255956", "sent_at": 1795238599197}'
    assert shape(before) == shape(before.replace("01a1", "01a2").replace("1795238599197", "1795238599198"))
    for old, new in (('"seq": 1', '"seq": 2'), ('"seq"', '"sequence"'), ("1795238599197", "17"), ("01a1fc7b-", "")):
        assert shape(before) != shape(before.replace(old, new))
