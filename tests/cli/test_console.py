"""Whatever goes wrong ends as one calm line and an exit code, and nothing that others wrote commands the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.console import Console, Problem, printable
from molva.cli.login import Login, login_file, read_login
from molva.cli.words import EN, RU, Words
from molva.client import ConnectionEnded, ConnectionLost, UnknownRefusal, Unreachable, UnreadableAnswer
from molva.client.journal import write_file
from molva.protocol.errors import ChatNotFound, Error, TextTooLong


@pytest.mark.parametrize(
    ("words", "error", "line"),
    [
        (EN, ChatNotFound(), "There is no such chat among yours."),
        (RU, TextTooLong(limit=5), "Текст длиннее 5 символов. Сократите его или разделите."),
        (EN, UnknownRefusal(Error(code="too_loud", message="Speak softly.")), "Speak softly."),
        (EN, Unreachable("https://here"), EN.unreachable.format(url="https://here")),
        (EN, ConnectionLost(), EN.open_outcome),
        (RU, ConnectionEnded("1000"), "Соединение завершено: 1000"),
        (EN, UnreadableAnswer("x"), EN.unreadable_answer.format(reason="x")),
        (RU, TimeoutError(), RU.timed_out),
        (EN, OSError(28, "No space left on device"), "That failed: [Errno 28] No space left on device"),
        (EN, Problem("Mend this."), "Mend this."),
    ],
)
def test_a_failure_is_one_line(words: Words, error: Exception, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def fail() -> None:
        raise error

    with pytest.raises(typer.Exit) as ended:
        Console(words).run(fail)
    assert ended.value.exit_code == 1
    assert capsys.readouterr() == ("", f"{line}\n")


def test_an_interruption_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, Console(EN).calm():
        raise KeyboardInterrupt
    assert ended.value.exit_code == 130
    assert capsys.readouterr() == ("", "")


def test_a_defect_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Console(EN).calm():
        raise ZeroDivisionError


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[2Jb\r\u202ec\n") == "a\ufffd[2Jb\ufffd\ufffdc\ufffd"
    assert printable("Ёжик — 🦔\n\tтут", lines=True) == "Ёжик — 🦔\n\tтут"


def test_nobody_is_signed_in(tmp_path: Path) -> None:
    result = CliRunner().invoke(build(EN, {"HOME": str(tmp_path)}), ["send", "chat", "text"])
    assert result.exit_code == 1
    assert result.stderr == f"{EN.not_logged_in}\n"


def test_a_session_comes_from_the_environment_or_from_the_file(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    saved = b'{"url":"https://here","token":"secret","username":"ann"}'
    write_file(login_file(home), saved)
    assert read_login(Console(EN), home) == Login(url="https://here", token="secret", username="ann")
    script = {**home, "MOLVA_URL": "https://there", "MOLVA_TOKEN": "other"}
    assert read_login(Console(EN), script) == Login(url="https://there", token="other")
    assert login_file({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "molva" / "login.json"


def test_a_session_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    write_file(login_file(home), b"{}")
    login_file(home).chmod(0o644)
    with pytest.raises(Problem, match="chmod 600"):
        read_login(Console(EN), home)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"url":5}'])
def test_a_damaged_session_is_told(tmp_path: Path, content: bytes) -> None:
    home = {"HOME": str(tmp_path)}
    write_file(login_file(home), content)
    with pytest.raises(Problem, match="molva login"):
        read_login(Console(EN), home)


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
    assert (result.exit_code, result.stderr) == (1, f"{EN.bad_address.format(url=url)}\n")


def test_help_is_in_the_language_of_the_environment(tmp_path: Path) -> None:
    assert RU.about in CliRunner().invoke(build(RU, {}), ["--help"]).stdout
