"""Whatever goes wrong ends as one calm line and an exit code, and nothing that others wrote commands the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.console import Console, Problem
from molva.cli.words import EN, RU, Words
from molva.client import Unreachable
from molva.client.journal import write_file
from molva.client.login import login_file
from molva.protocol.errors import ChatNotFound, TextTooLong


@pytest.mark.parametrize(
    ("words", "error", "line"),
    [
        (EN, ChatNotFound(), "There is no such chat among yours."),
        (RU, TextTooLong(limit=5), "Текст длиннее 5 символов. Сократите его или разделите."),
        (EN, Unreachable("https://here"), EN.shared.unreachable.format(url="https://here")),
        (EN, OSError(28, "No space left on device"), "That failed: [Errno 28] No space left on device"),
        (EN, Problem("Mend this."), "Mend this."),
    ],
)
def test_a_failure_is_one_line(words: Words, error: Exception, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def fail() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        Console(words).run(fail)
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", f"{line}\n")


def test_an_interruption_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, Console(EN).calm():
        raise KeyboardInterrupt
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")


def test_a_defect_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Console(EN).calm():
        raise ZeroDivisionError


def test_nobody_is_signed_in(tmp_path: Path) -> None:
    result = CliRunner().invoke(build(EN, {"HOME": str(tmp_path)}), ["send", "chat", "text"])
    assert result.exit_code == 1
    assert result.stderr == f"{EN.not_logged_in}\n"


def test_a_session_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    write_file(login_file(home), b"{}")
    login_file(home).chmod(0o644)
    result = CliRunner().invoke(build(EN, home), ["send", "chat", "text"])
    assert (result.exit_code, result.stderr) == (1, f"{EN.shared.login_readable.format(path=login_file(home))}\n")


@pytest.mark.parametrize(
    "arguments", [["send"], ["tail", "--lines", "-1"], ["nonsense"], ["send", "a", "b", "--reply", "0"]]
)
def test_wrong_arguments_are_a_matter_of_usage(arguments: list[str], tmp_path: Path) -> None:
    assert CliRunner().invoke(build(EN, {"HOME": str(tmp_path)}), arguments).exit_code == 2


@pytest.mark.parametrize("url", ["ftp://example.org", "https://me:secret@example.org"])
def test_a_wrong_address_is_told(url: str, tmp_path: Path) -> None:
    runner = CliRunner()
    arguments = ["login", url, "--user", "ann", "--password-stdin"]
    result = runner.invoke(build(EN, {"HOME": str(tmp_path)}), arguments, input="password\n")
    assert (result.exit_code, result.stderr) == (1, f"{EN.shared.bad_address.format(url=url)}\n")


def test_help_is_in_the_language_of_the_environment(tmp_path: Path) -> None:
    assert RU.about in CliRunner().invoke(build(RU, {}), ["--help"]).stdout
