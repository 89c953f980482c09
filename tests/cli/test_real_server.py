"""The commands against the real server, as a person types them: sessions, talk, and what is refused."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.words import EN, RU
from molva.client import Client
from molva.client.login import login_file
from molva.protocol.commands import ChangeServer
from molva.protocol.errors import (
    InviteRequired,
    RightsMissing,
    SessionEnded,
    SignInFailed,
)
from molva.server.storage.lock import FolderLock
from tests.cli.typed import Type, log_in
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD


def test_a_person_registers_talks_and_leaves(molva: Type, site: RunningSite, home: dict[str, str]) -> None:
    result = log_in(molva, site, "ann", "--register")
    assert (result.exit_code, result.stdout) == (0, f"{EN.signed_in.format(url=site.url, username='ann')}\n")
    assert stat.S_IMODE(login_file(home).stat().st_mode) == 0o600
    assert molva("send", "@ann", "note to myself").exit_code == 0
    assert molva("send", "General", "hello\nthere").exit_code == 0
    assert "\tann" in molva("user", "list").stdout
    assert molva("logout").exit_code == 0
    assert not login_file(home).exists()
    assert molva("send", "@ann", "text").stderr == f"{EN.not_logged_in}\n"


def test_a_wrong_password_is_told_in_words(molva: Type, site: RunningSite, home: dict[str, str]) -> None:
    log_in(molva, site, "ann", "--register")
    result = log_in(molva, site, password="wrong password")
    assert (result.exit_code, result.stderr) == (1, f"{SignInFailed.en}\n")
    russian = CliRunner().invoke(build(RU, home), ["login", site.url, "-u", "ann", "--password-stdin"], input="wrong\n")
    assert russian.stderr == f"{SignInFailed.ru}\n"


def test_passwords_are_asked_for_and_not_shown(molva: Type, site: RunningSite) -> None:
    result = molva("login", site.url, "--register", lines=f"ann\n{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output


def test_accounts_are_looked_after(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")
    added = molva("user", "add", "bob", "--name", "Боб", "--password-stdin", lines=f"{PASSWORD}\n")
    assert (added.exit_code, added.stdout) == (0, f"{EN.added.format(username='bob')}\n")
    assert molva("user", "list", "bo").stdout == "bob\tБоб\n"
    assert molva("user", "add", "bob", "--password-stdin", lines=f"{PASSWORD}\n").exit_code == 1
    assert molva("user", "passwd", "--password-stdin", lines="wrong\nlong enough 77\n").exit_code == 1
    changed = molva("user", "passwd", "--password-stdin", lines=f"{PASSWORD}\nlong enough 77\n")
    assert (changed.exit_code, changed.stdout) == (0, f"{EN.password_changed}\n")
    assert molva("user", "sign-out").stdout == f"{EN.others_signed_out}\n"
    assert log_in(molva, site, password="long enough 77").exit_code == 0


def test_an_account_is_created_where_registration_is_by_invite(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")

    async def close_the_door() -> None:
        async with await Client.sign_in(site.url, "ann", PASSWORD) as ann:
            await ann.call(ChangeServer(registration="invite"))

    asyncio.run(close_the_door())
    assert log_in(molva, site, "eve", "--register").stderr == f"{InviteRequired.en}\n"
    assert molva("user", "add", "bob", "--password-stdin", lines=f"{PASSWORD}\n").exit_code == 0
    log_in(molva, site, "bob")
    assert molva("user", "add", "eve", "--password-stdin", lines=f"{PASSWORD}\n").stderr == f"{RightsMissing.en}\n"


def test_a_session_that_has_ended_is_told(molva: Type, site: RunningSite, home: dict[str, str]) -> None:
    log_in(molva, site, "ann", "--register")
    first = login_file(home).read_bytes()
    log_in(molva, site)
    molva("user", "sign-out")
    login_file(home).write_bytes(first)
    result = molva("send", "@ann", "text")
    assert (result.exit_code, result.stderr) == (1, f"{SessionEnded.en}\n")
    assert molva("logout").exit_code == 0


def test_a_server_that_is_gone_is_told(molva: Type, site: RunningSite, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(molva, site, "ann", "--register")
    site.stop()
    monkeypatch.setattr("molva.cli.talk.CONNECT_SECONDS", 0.1)
    for arguments in (["send", "@ann", "text"], ["user", "sign-out"], ["logout"]):
        result = molva(*arguments)
        assert (result.exit_code, result.stderr) == (1, f"{EN.shared.unreachable.format(url=site.url)}\n")


def test_the_doctor_knows_a_running_server(molva: Type, site: RunningSite) -> None:
    result = molva("doctor", "--data", str(site.folder), "--port", str(site.port))
    assert result.exit_code == 0
    assert "Molva" in result.stdout


def test_a_folder_of_another_server_is_not_served(molva: Type, tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    for command in ("serve", "demo"):
        result = molva(command, "--data", str(tmp_path), "--port", "0")
        assert (result.exit_code, result.stderr) == (1, f"{EN.folder_taken.format(pid=os.getpid(), path=tmp_path)}\n")
    lock.release()


def test_a_port_of_another_program_is_told(molva: Type, tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = molva("serve", "--data", str(tmp_path / "data"), "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"127.0.0.1:{port} cannot be used: ")


@pytest.mark.parametrize(("name", "value"), [("MOLVA_PORT", "many"), ("MOLVA_PASSWORD_PASSES", "0")])
def test_a_wrong_setting_is_told(home: dict[str, str], name: str, value: str) -> None:
    result = CliRunner().invoke(build(EN, {**home, name: value}), ["serve"])
    assert result.exit_code == 1
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_in_which_people_talk_is_no_demo(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")
    site.stop()
    for file in site.folder.iterdir():
        file.chmod(0o600)
    result = molva("demo", "--data", str(site.folder), "--port", "0")
    assert (result.exit_code, result.stderr) == (1, f"{EN.demo_not_empty.format(path=site.folder)}\n")
    assert (site.folder / "molva.db").exists()
