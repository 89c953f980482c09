"""`molva tui` says plainly what is wrong before anything is drawn, and the other commands do without its library."""

from __future__ import annotations

import subprocess
import sys

import pytest

from molva.cli.words import EN
from tests.cli.typed import Type


def test_an_unknown_language_is_told(molva: Type) -> None:
    result = molva("tui", "--language", "de")
    assert (result.exit_code, result.stderr) == (1, EN.language_unknown.format(language="de") + "\n")


def test_without_its_library_one_is_told_what_to_install(molva: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "textual" or name.startswith("molva.tui")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    result = molva("tui")
    assert (result.exit_code, result.stderr) == (1, EN.tui_missing + "\n")


def test_other_commands_do_not_load_it() -> None:
    code = (
        "import sys; from molva.cli.app import build; from molva.cli.words import EN; build(EN, {}); "
        "print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
