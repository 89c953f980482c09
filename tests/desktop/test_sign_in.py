"""Who does not get in, and why; and who does, and is still in the next time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from molva.client.login import login_file, outbox_folder
from molva.desktop.screens.main import MainScreen
from molva.protocol.commands import ChangeServer, RevokeOtherSessions, ServerInfo
from tests.desktop.desk import Desk, Desks
from tests.fixtures.site import RunningSite

RU = "ru_RU.UTF-8"


def problem(desk: Desk) -> str:
    """Wait for what the sign-in says, and give it."""
    desk.until(lambda: bool(desk.entrance.problem.cget("text")) and not desk.entrance.busy)
    return str(desk.entrance.problem.cget("text"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en_US.UTF-8", "The username or the password is wrong. Check both and try again."),
        (RU, "Неверное имя пользователя или пароль. Проверьте и попробуйте ещё раз."),
    ],
)
def test_a_wrong_password_is_refused_in_the_words_of_the_catalogue(
    desks: Desks, site: RunningSite, language: str, sentence: str
) -> None:
    ann = desks.start("ann", LANG=language)
    ann.enter(site.url, "nobody", "wrong password", new=False)
    assert problem(ann) == sentence
    assert not login_file(ann.environment).exists()


def test_without_a_server_the_address_is_named(desks: Desks, site: RunningSite) -> None:
    site.stop()
    ann = desks.start("ann")
    ann.enter(site.url, "ann")
    assert problem(ann) == f"No server answers at {site.url}. Is it running, and is the address right?"


@pytest.mark.parametrize("url", ["ftp://example.org", "http://ann:secret@example.org", "http://"])
def test_what_is_no_address_is_refused_before_anything_is_sent(desks: Desks, url: str) -> None:
    ann = desks.start("ann")
    ann.enter(url, "ann")
    assert problem(ann) == f"{url} is not the address of a server."


def test_nothing_is_sent_before_the_fields_are_filled_in(desks: Desks, site: RunningSite) -> None:
    ann = desks.start("ann")
    ann.enter(site.url, "", "")
    assert problem(ann) == "Fill in the fields first."


def test_closed_registration_lets_nobody_in(desks: Desks, site: RunningSite) -> None:
    owner = desks.start("owner")
    owner.join(site.url, "owner")
    closed: list[ServerInfo] = []
    owner.session.do(owner.session.client.call(ChangeServer(registration="closed")), then=closed.append)
    owner.until(lambda: bool(closed))
    ann = desks.start("ann")
    ann.enter(site.url, "ann")
    assert problem(ann) == "Registration is closed on this server. Ask the person who runs it."


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://localhost:8000"),
        ({"SERVER_HOST": "192.0.2.7", "SERVER_PORT": "9000"}, "http://192.0.2.7:9000"),
        ({"MOLVA_URL": "https://chat.example.org"}, "https://chat.example.org"),
    ],
)
def test_the_address_comes_from_the_environment(desks: Desks, environment: dict[str, str], url: str) -> None:
    assert desks.start("ann", **environment).entrance.url.value == url


def test_whoever_has_signed_in_once_is_in_the_next_time(desks: Desks, site: RunningSite) -> None:
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    ann.quit()
    assert login_file(ann.environment).stat().st_mode & 0o777 == 0o600
    again = desks.start("ann")
    again.until(lambda: again.online)
    assert isinstance(again.program.screen, MainScreen)


def test_a_session_file_that_others_can_read_is_not_used(desks: Desks, site: RunningSite) -> None:
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    ann.quit()
    path = login_file(ann.environment)
    os.chmod(path, 0o644)
    again = desks.start("ann")
    assert str(path) in problem(again)


def test_signing_out_ends_the_session_and_asks_again(desks: Desks, site: RunningSite, tmp_path: Path) -> None:
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    ann.program.sign_out()
    ann.until(lambda: not isinstance(ann.program.screen, MainScreen))
    assert not login_file(ann.environment).exists()
    assert ann.entrance.url.value == site.url


def test_what_was_not_sent_is_lost_by_signing_out_as_it_says(site: RunningSite, pair: tuple[Desk, Desk]) -> None:
    ann, _ = pair
    site.stop()
    ann.write("never sent")
    ann.until(lambda: ann.texts[-1:] == ["never sent"])
    kept = outbox_folder(ann.environment, "desktop", ann.session.login)
    assert kept.exists()
    ann.program.sign_out()
    ann.until(lambda: not isinstance(ann.program.screen, MainScreen))
    assert not kept.exists()


def test_a_session_that_was_ended_elsewhere_leads_back_to_the_sign_in(desks: Desks, site: RunningSite) -> None:
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    other = desks.start("other")
    other.enter(site.url, "ann", new=False)
    other.until(lambda: isinstance(other.program.screen, MainScreen) and other.online)
    other.session.do(other.session.client.call(RevokeOtherSessions()))
    assert problem_after_end(ann) == "This session has ended. Sign in again."


def problem_after_end(desk: Desk) -> str:
    desk.until(lambda: not isinstance(desk.program.screen, MainScreen))
    return problem(desk)
