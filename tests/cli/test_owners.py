"""What the owners of a server, and of an account, do from the console."""

from __future__ import annotations

import asyncio
import os

from molva.cli.words import EN
from molva.client import Client
from molva.client.login import login_file
from molva.protocol.errors import (
    AlreadyReported,
    OnlyOwner,
    RightsMissing,
    SessionEnded,
    UserNotFound,
    WeakPassword,
    WrongPassword,
)
from molva.server.storage.lock import FolderLock
from tests.cli.typed import Type, log_in
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD


def test_reports_are_for_those_who_run_the_server_and_lead_to_bans(molva: Type, site: RunningSite) -> None:
    for user in ("ann", "bob", "eve"):
        log_in(molva, site, user, "--register")
    reported = molva("user", "report", "@bob", "--reason", "spam", "--comment", "all\x1b[2J day")
    assert (reported.exit_code, reported.stdout) == (0, f"{EN.reported.format(username='@bob')}\n")
    again = molva("user", "report", "bob", "--reason", "spam")
    assert (again.exit_code, again.stderr) == (1, f"{AlreadyReported.en}\n")
    assert molva("user", "report", "bob", "--reason", "taste").exit_code == 2
    nobody = molva("user", "report", "bo", "--reason", "spam")
    assert (nobody.exit_code, nobody.stderr) == (1, f"{EN.person_unknown.format(username='bo')}\n")
    for arguments in (("reports",), ("dismiss", "bob"), ("ban", "bob"), ("unban", "bob")):
        refused = molva("user", *arguments)
        assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"{RightsMissing.en}\n")
    log_in(molva, site)
    (line,) = molva("user", "reports").stdout.splitlines()
    assert line.split("\t")[1:] == ["@bob", "@eve", "spam", "all\ufffd[2J day"]
    assert molva("user", "ban", "bob", "--hours", "0").exit_code == 2
    banned = molva("user", "ban", "bob", "--hours", "3")
    assert (banned.exit_code, banned.stdout) == (0, f"{EN.banned.format(username='bob', hours=3)}\n")
    assert molva("user", "reports").stderr == f"{EN.no_reports}\n"
    assert "closed; banned until" in molva("user", "reports", "--all").stdout
    log_in(molva, site, "bob")
    silenced = molva("send", "General", "hello")
    assert (silenced.exit_code, "@ann" in silenced.stderr) == (1, True)
    log_in(molva, site)
    assert molva("user", "unban", "bob").stdout == f"{EN.unbanned.format(username='bob')}\n"
    assert molva("user", "dismiss", "bob").stdout == f"{EN.dismissed.format(username='bob')}\n"
    log_in(molva, site, "bob")
    assert molva("send", "General", "hello").exit_code == 0


def test_a_lost_password_is_replaced_while_the_server_is_stopped(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")
    data = ("--data", str(site.folder))
    lock = FolderLock(site.folder)
    held = EN.folder_taken.format(pid=os.getpid(), path=site.folder)
    assert molva("user", "sign-out", "ann", *data).stderr == f"{held}\n"
    lock.release()
    site.stop()
    for file in site.folder.iterdir():
        file.chmod(0o600)
    weak = molva("user", "passwd", "ann", "--password-stdin", *data, lines="password\n")
    assert (weak.exit_code, weak.stderr) == (1, f"{WeakPassword.en}\n")
    reset = molva("user", "passwd", "ann", "--password-stdin", *data, lines="long enough 77\n")
    assert (reset.exit_code, reset.stdout) == (0, f"{EN.password_reset.format(username='ann')}\n")
    site.start()
    assert molva("send", "@ann", "text").stderr == f"{SessionEnded.en}\n"
    assert log_in(molva, site, password="long enough 77").exit_code == 0
    site.stop()
    assert molva("user", "sign-out", "ann", *data).stdout == EN.sessions_ended.format(username="ann", count=1) + "\n"
    assert molva("user", "sign-out", "bob", *data).stderr == f"{UserNotFound.en}\n"
    nowhere = site.folder / "nowhere"
    result = molva("user", "sign-out", "ann", "--data", str(nowhere))
    assert (result.exit_code, result.stderr) == (1, EN.no_database.format(path=nowhere) + "\n")
    assert not nowhere.exists()


def read_general(site: RunningSite) -> list[str]:
    """What ann reads in the general chat; of a deleted message an empty text."""

    async def read() -> list[str]:
        async with await Client.sign_in(site.url, "ann", PASSWORD) as ann:
            (general,) = [rows for rows in ann.replica.chats.values() if rows.chat is not None and rows.chat.general]
            assert {member.name for member in general.members.values()} == {"ann", ""}
            return [message.text for message in general.messages.values()]

    return asyncio.run(read())


def test_ones_own_account_is_deleted_with_its_password(molva: Type, site: RunningSite, home: dict[str, str]) -> None:
    log_in(molva, site, "ann", "--register")
    owner = molva("user", "delete", "--messages", "keep", "--password-stdin", lines=f"{PASSWORD}\n")
    assert (owner.exit_code, owner.stderr) == (1, f"{OnlyOwner.en}\n")
    log_in(molva, site, "bob", "--register")
    assert molva("send", "General", "words that stay").exit_code == 0
    assert molva("user", "delete", "--password-stdin", lines=f"{PASSWORD}\n").exit_code == 2
    wrong = molva("user", "delete", "--messages", "keep", "--password-stdin", lines="wrong password\n")
    assert (wrong.exit_code, wrong.stderr) == (1, f"{WrongPassword.en}\n")
    done = molva("user", "delete", "--messages", "keep", "--password-stdin", lines=f"{PASSWORD}\n")
    assert (done.exit_code, done.stdout) == (0, f"{EN.account_deleted}\n")
    assert not login_file(home).exists()
    assert log_in(molva, site, "bob").exit_code == 1
    log_in(molva, site, "ann")
    assert molva("user", "list").stdout == "ann\tann\n"
    assert read_general(site) == ["words that stay"]


def test_an_account_is_deleted_and_the_server_given_away_while_it_is_stopped(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")
    log_in(molva, site, "bob", "--register")
    assert molva("send", "General", "words that go").exit_code == 0
    data = ("--data", str(site.folder))
    site.stop()
    for file in site.folder.iterdir():
        file.chmod(0o600)
    owner = molva("user", "delete", "ann", "--messages", "delete", *data)
    assert (owner.exit_code, owner.stderr) == (1, f"{OnlyOwner.en}\n")
    assert molva("user", "delete", "eve", "--messages", "delete", *data).stderr == f"{UserNotFound.en}\n"
    assert molva("user", "owner", "eve", *data).stderr == f"{UserNotFound.en}\n"
    done = molva("user", "delete", "bob", "--messages", "delete", *data)
    assert (done.exit_code, done.stdout) == (0, f"{EN.account_deleted}\n")
    site.start()
    log_in(molva, site)
    assert read_general(site) == [""]
    assert log_in(molva, site, "cid", "--register").exit_code == 0
    site.stop()
    given = molva("user", "owner", "cid", *data)
    assert (given.exit_code, given.stdout) == (0, f"{EN.owner_made.format(username='cid')}\n")
    assert molva("user", "delete", "ann", "--messages", "keep", *data).exit_code == 0
