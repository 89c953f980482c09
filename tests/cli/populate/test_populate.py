"""`molva populate` and `molva create-json` as somebody types them: what they refuse, and what is there afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from molva.cli.app import build
from molva.cli.words import EN
from molva.server.storage.folder import DATABASE_NAME
from molva.server.storage.lock import FolderLock

SIZE = ("--users", "3", "--chats", "2", "--messages", "20", "--days", "2")


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, dict[str, str]]:
    """Where one starts, and the environment."""
    monkeypatch.chdir(tmp_path)
    cheap = {"MOLVA_PASSWORD_PASSES": "5", "MOLVA_PASSWORD_MEMORY_KIB": "7168", "MOLVA_ENV_FILE": ""}
    return tmp_path / "data", {"HOME": str(tmp_path), **cheap}


def molva(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(build(EN, environment), arguments)


def test_it_says_who_can_be_signed_in_as(typed: tuple[Path, dict[str, str]]) -> None:
    _, environment = typed
    result = molva(environment, "populate", *SIZE)
    assert result.exit_code == 0, result.output
    told = re.escape(EN.populated_people).replace(r"\{username\}", r"\S+").replace(r"\{password\}", r"\S{12}")
    assert re.search(told, result.stdout)
    assert EN.populated.format(users=3, chats=2, messages=20) in result.stdout


def test_a_password_that_is_given_is_everybodys(typed: tuple[Path, dict[str, str]]) -> None:
    _, environment = typed
    result = molva(environment, "populate", *SIZE, "--password", "for the whole world")
    assert "for the whole world" in result.stdout


def test_a_database_with_people_is_left_as_it_is_unless_one_says_so(typed: tuple[Path, dict[str, str]]) -> None:
    folder, environment = typed
    assert molva(environment, "populate", *SIZE).exit_code == 0
    before = (folder / DATABASE_NAME).read_bytes()
    refused = molva(environment, "populate", *SIZE, "--seed", "2")
    assert (refused.exit_code, refused.stderr) == (1, f"{EN.populate_not_empty}\n")
    left = molva(environment, "populate", *SIZE, "--if-empty")
    assert (left.exit_code, left.stdout) == (0, f"{EN.populate_left}\n")
    assert (folder / DATABASE_NAME).read_bytes() == before
    assert molva(environment, "populate", *SIZE, "--seed", "2", "--add").exit_code == 0
    again = molva(environment, "populate", *SIZE, "--seed", "2", "--add")
    assert again.exit_code == 1
    assert "taken" in again.stderr


def test_a_running_server_is_left_alone(typed: tuple[Path, dict[str, str]]) -> None:
    folder, environment = typed
    folder.mkdir()
    lock = FolderLock(folder)
    try:
        refused = molva(environment, "populate", *SIZE, "--add")
    finally:
        lock.release()
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Another server, process ")
    assert not (folder / DATABASE_NAME).exists()


def test_a_load_that_is_refused_leaves_no_database(typed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, environment = typed
    assert molva(environment, "create-json", *SIZE).exit_code == 0
    file = tmp_path / "fake_data.json"
    file.write_text(re.sub(r'"text":"[^"]+"', '"text":" "', file.read_text(encoding="utf-8"), count=1))
    refused = molva(environment, "populate", "--from", "fake_data.json")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("The server does not take something of it: ")
    assert not list(folder.glob(f"{DATABASE_NAME}*"))


def test_what_is_written_can_be_loaded(typed: tuple[Path, dict[str, str]]) -> None:
    _, environment = typed
    written = molva(environment, "create-json", "world.json", *SIZE)
    assert written.stdout == f"{EN.data_written.format(path='world.json', users=3, messages=20)}\n"
    loaded = molva(environment, "populate", "--from", "world.json")
    assert loaded.stdout == f"{EN.populated.format(users=3, chats=2, messages=20)}\n"


def test_a_file_that_is_there_is_kept_unless_one_says_so(typed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    _, environment = typed
    file = tmp_path / "fake_data.json"
    file.write_text("mine")
    refused = molva(environment, "create-json", *SIZE)
    assert (refused.exit_code, refused.stderr) == (1, f"{EN.data_exists.format(path='fake_data.json')}\n")
    assert file.read_text() == "mine"
    assert molva(environment, "create-json", *SIZE, "--force").exit_code == 0
    assert file.read_text() != "mine"


@pytest.mark.parametrize("file", ["nothing.json", "."])
def test_a_file_that_cannot_be_read_is_one_line(typed: tuple[Path, dict[str, str]], file: str) -> None:
    folder, environment = typed
    refused = molva(environment, "populate", "--from", file)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert not list(folder.glob(f"{DATABASE_NAME}*"))
