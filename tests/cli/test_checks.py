"""Each check of `molva doctor` finds what is wrong and says what to do."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.checks import (
    Verdict,
    check_folder,
    check_lock,
    check_port,
    check_python,
    check_schema,
    check_sqlite,
    check_sync,
)
from molva.cli.words import EN
from molva.server.storage.lock import FolderLock
from molva.server.storage.schema import NEWEST
from molva.server.storage.sqlite import sqlite_engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    return path


def test_an_old_python_is_wrong() -> None:
    assert check_python(EN, (3, 10, 9)).verdict is Verdict.WRONG
    assert check_python(EN, (3, 11, 0)).verdict is Verdict.FINE


def test_an_sqlite_that_damages_its_log_is_wrong() -> None:
    assert check_sqlite(EN, (99, 0, 0)).verdict is Verdict.WRONG
    assert check_sqlite(EN).verdict is Verdict.FINE


def test_a_folder_that_others_can_read_is_a_warning(folder: Path) -> None:
    assert check_folder(EN, folder).verdict is Verdict.FINE
    folder.chmod(0o755)
    found = check_folder(EN, folder)
    assert (found.verdict, found.text.partition("Run: ")[2]) == (Verdict.WARNING, f"chmod 700 {folder}")


def test_a_folder_that_does_not_exist_yet_is_fine(folder: Path) -> None:
    assert check_folder(EN, folder / "new" / "deep").verdict is Verdict.FINE


def test_a_file_in_place_of_the_folder_is_wrong(folder: Path) -> None:
    (folder / "file").write_text("")
    assert check_folder(EN, folder / "file").verdict is Verdict.WRONG


def test_a_folder_that_cannot_be_written_is_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert check_folder(EN, folder).verdict is Verdict.WRONG
    assert check_folder(EN, folder / "new").verdict is Verdict.WRONG


def test_a_running_server_is_told(folder: Path) -> None:
    assert check_lock(EN, folder).text == EN.lock_free
    lock = FolderLock(folder)
    assert check_lock(EN, folder).text == EN.lock_held.format(pid=os.getpid())
    lock.release()
    assert check_lock(EN, folder).text == EN.lock_free


def test_a_database_that_fits(folder: Path, sqlite_template: Path) -> None:
    assert check_schema(EN, folder).text == EN.schema_none
    assert list(folder.iterdir()) == [], "looking creates nothing"
    shutil.copyfile(sqlite_template, folder / "molva.db")
    assert check_schema(EN, folder).verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("version", "verdict"), [("0000", Verdict.WARNING), ("9999", Verdict.WRONG), (NEWEST, Verdict.FINE)]
)
def test_a_database_of_another_version(folder: Path, sqlite_template: Path, version: str, verdict: Verdict) -> None:
    file = Path(shutil.copyfile(sqlite_template, folder / "molva.db"))
    engine = sqlite_engine(file)
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()
    engine.dispose()
    assert check_schema(EN, folder).verdict is verdict


def test_a_damaged_database_is_wrong(folder: Path) -> None:
    (folder / "molva.db").write_bytes(b"not a database" * 500)
    assert check_schema(EN, folder).verdict is Verdict.WRONG


def test_a_slow_disk_is_a_warning_and_a_failing_one_is_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_sync(EN, folder / "new").verdict is Verdict.FINE
    assert check_sync(EN, folder, slow_ms=0.0).verdict is Verdict.WARNING

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    assert check_sync(EN, folder).verdict is Verdict.WRONG


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port: int = listener.getsockname()[1]
        yield port


@pytest.mark.anyio
async def test_a_port_of_another_program_is_wrong(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("molva.client.accounts.TIMEOUT_SECONDS", 0.05)
    found = await check_port(EN, "127.0.0.1", taken)
    assert (found.verdict, found.text) == (Verdict.WRONG, EN.port_taken.format(port=taken, other=taken + 1))


@pytest.mark.anyio
async def test_a_free_port_is_fine(taken: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    assert (await check_port(EN, "127.0.0.1", free)).verdict is Verdict.FINE


def test_the_exit_code_tells_whether_anything_is_wrong(folder: Path, taken: int) -> None:
    app = build(EN, {})
    assert CliRunner().invoke(app, ["doctor", "--data", str(folder), "--port", "0"]).exit_code == 0
    (folder / "molva.db").write_bytes(b"not a database" * 500)
    wrong = CliRunner().invoke(app, ["doctor", "--data", str(folder)])
    assert wrong.exit_code == 1
    assert EN.some_wrong in wrong.stdout


def test_the_features_are_listed_with_their_commands() -> None:
    result = CliRunner().invoke(build(EN, {}), ["doctor", "--features"])
    assert result.exit_code == 0
    line = next(line for line in result.stdout.splitlines() if line.startswith("forwards"))
    assert line.split() == ["forwards", "forward_messages"]
