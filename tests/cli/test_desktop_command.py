"""`molva desktop` where it cannot show a window, and what other commands load of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.words import EN, RU, Words


@pytest.mark.parametrize("words", [EN, RU])
@pytest.mark.parametrize(("missing", "sentence"), [("tkinter", "no_tkinter"), ("sv_ttk", "no_desktop")])
def test_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: Words, missing: str, sentence: str
) -> None:
    for name in [name for name in sys.modules if name.startswith("molva.desktop")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    done = CliRunner().invoke(build(words, {"HOME": str(tmp_path)}), ["desktop"])
    assert done.exit_code == 1
    assert done.stderr.strip() == getattr(words, sentence)


def test_without_a_screen_it_says_so(tmp_path: Path) -> None:
    pytest.importorskip("tkinter")
    if sys.platform != "linux":
        pytest.skip("only here a screen is a matter of the environment")
    environment = {"HOME": str(tmp_path), "LANG": "en_US.UTF-8", "MOLVA_ENV_FILE": ""}
    command = [sys.executable, "-c", "from molva.cli import main; main()", "desktop"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("There is no screen to show a window on: ")
    assert "Traceback" not in done.stderr


def test_other_commands_load_nothing_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from molva.cli.app import build; from molva.cli.words import EN; build(EN, {}); "
        "print([name for name in sys.modules if name == 'tkinter' or name.startswith(('sv_ttk', 'molva.desktop'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
