"""One session for every program, in a file that nobody else reads."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from molva.client.errors import BadAddress, BrokenLogin, NoLogin, ReadableLogin
from molva.client.journal import write_file
from molva.client.login import (
    Login,
    default_url,
    forget_outbox,
    log_in,
    log_out,
    login_file,
    outbox_folder,
    read_login,
)
from molva.protocol.errors import SignInFailed
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home")}


def test_nobody_is_signed_in(home: dict[str, str]) -> None:
    with pytest.raises(NoLogin):
        read_login(home)


def test_a_session_comes_from_the_environment_or_from_the_file(home: dict[str, str], tmp_path: Path) -> None:
    write_file(login_file(home), b'{"url":"https://here","token":"secret","username":"ann"}')
    assert read_login(home) == Login(url="https://here", token="secret", username="ann")
    script = {**home, "MOLVA_URL": "https://there", "MOLVA_TOKEN": "other"}
    assert read_login(script) == Login(url="https://there", token="other")
    assert login_file({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "molva" / "login.json"


def test_a_session_that_others_can_read_is_not_used(home: dict[str, str]) -> None:
    write_file(login_file(home), b"{}")
    login_file(home).chmod(0o644)
    with pytest.raises(ReadableLogin, match=r"login\.json"):
        read_login(home)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"url":5}'])
def test_a_damaged_session_is_told(content: bytes, home: dict[str, str]) -> None:
    write_file(login_file(home), content)
    with pytest.raises(BrokenLogin, match=r"login\.json"):
        read_login(home)


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://localhost:8000"),
        ({"MOLVA_URL": "https://chat.example.org", "PORT": "1"}, "https://chat.example.org"),
        ({"SERVER_HOST": "chat.lan", "SERVER_PORT": "9000"}, "http://chat.lan:9000"),
        ({"MOLVA_HOST": "0.0.0.0", "MOLVA_PORT": "8123", "SERVER_PORT": "1"}, "http://localhost:8123"),
        ({"HOST": "::1", "PORT": "80"}, "http://[::1]:80"),
    ],
)
def test_a_server_is_offered(environment: dict[str, str], url: str) -> None:
    assert default_url(environment) == url


def test_each_program_and_account_has_a_folder_of_its_own(home: dict[str, str], tmp_path: Path) -> None:
    ann, bob = (Login(url="https://here", token="x", username=name) for name in ("ann", "bob"))
    folders = {
        outbox_folder(home, "tui", ann),
        outbox_folder(home, "desktop", ann),
        outbox_folder(home, "tui", bob),
        outbox_folder({"XDG_STATE_HOME": str(tmp_path)}, "tui", ann),
    }
    assert len(folders) == 4
    again = Login(url="https://here", token="another session", username="ann")
    assert outbox_folder(home, "tui", again) in folders


def test_what_an_account_has_not_sent_is_forgotten_and_nothing_beside_it(home: dict[str, str]) -> None:
    ann, bob = (Login(url="https://here", token="x", username=name) for name in ("ann", "bob"))
    for login in (ann, bob):
        write_file(outbox_folder(home, "tui", login) / "outbox.jsonl", b"{}")
    forget_outbox(home, "tui", ann)
    assert not outbox_folder(home, "tui", ann).exists()
    assert (outbox_folder(home, "tui", bob) / "outbox.jsonl").exists()
    forget_outbox(home, "tui", ann)


@pytest.mark.anyio
async def test_only_who_signs_in_is_remembered(site: RunningSite, home: dict[str, str]) -> None:
    with pytest.raises(BadAddress, match="ftp"):
        await log_in(home, "ftp://here", "ann", PASSWORD, new=False)
    with pytest.raises(SignInFailed):
        await log_in(home, site.url, "ann", PASSWORD, new=False)
    assert not login_file(home).exists()
    login = await log_in(home, site.url, "ann", PASSWORD, new=True)
    assert read_login(home) == login
    assert stat.S_IMODE(login_file(home).stat().st_mode) == 0o600
    assert await log_out(home) == login
    assert not login_file(home).exists()
