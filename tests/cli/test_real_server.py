"""The commands against the real server, as a person types them."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from molva.cli.app import build
from molva.cli.chats import person_name
from molva.cli.login import login_file
from molva.cli.words import EN, RU
from molva.client import Client
from molva.protocol.commands import ChangeAccount, ChangeServer
from molva.protocol.errors import (
    AddressTaken,
    AlreadyReported,
    InviteRequired,
    InviteRevoked,
    MessageNotFound,
    NotAGroup,
    OnlyOwner,
    PublicChatNotFound,
    RightsMissing,
    SessionEnded,
    SignInFailed,
    UserNotFound,
    WeakPassword,
    WrongPassword,
)
from molva.server.storage.lock import FolderLock
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

Type = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path)}


@pytest.fixture
def molva(home: dict[str, str]) -> Type:
    """Types a command, with lines for its standard input."""

    def type_command(*arguments: str, lines: str = "") -> Result:
        return CliRunner().invoke(build(EN, home), arguments, input=lines)

    return type_command


def log_in(molva: Type, site: RunningSite, user: str = "ann", *options: str, password: str = PASSWORD) -> Result:
    return molva("login", site.url, "--user", user, "--password-stdin", *options, lines=f"{password}\n")


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


def test_people_come_into_a_group_by_links_and_by_asking(molva: Type, site: RunningSite) -> None:
    for user in ("ann", "bob", "cat"):
        log_in(molva, site, user, "--register")

    async def make_a_group() -> None:
        async with await Client.sign_in(site.url, "ann", PASSWORD) as ann:
            await ann.create_group("Walkers")

    asyncio.run(make_a_group())
    refused = molva("link", "create", "Walkers")
    assert (refused.exit_code, refused.stderr) == (1, f"{EN.chat_unknown.format(chat='Walkers')}\n")
    log_in(molva, site)
    assert molva("link", "create", "Walkers", "--uses", "0").exit_code == 2
    open_link = molva("link", "create", "Walkers", "--name", "Door", "--uses", "5", "--days", "2").stdout.strip()
    asking = molva("link", "create", "Walkers", "--ask").stdout.strip()
    assert open_link.startswith(f"{site.url}/j#")
    log_in(molva, site, "bob")
    assert molva("link", "join", open_link).stdout == f"{EN.join_done.format(chat='Walkers')}\n"
    assert molva("link", "list", "Walkers").stderr == f"{RightsMissing.en}\n"
    log_in(molva, site, "cat")
    assert molva("link", "join", asking.split("#")[1]).stdout == f"{EN.join_asked}\n"
    log_in(molva, site)
    listed = [line.split("\t") for line in molva("link", "list", "Walkers").stdout.splitlines()]
    assert sorted(line[1:3] for line in listed) == [["-", "0"], ["Door", "1/5"]]
    (waiting,) = molva("link", "requests", "Walkers").stdout.splitlines()
    assert waiting.split("\t")[1:] == ["@cat", "cat"]
    assert molva("link", "refuse", "Walkers", "bob").stderr == f"{EN.nobody_asks.format(username='bob')}\n"
    assert molva("link", "refuse", "Walkers", "@cat").stdout == f"{EN.kept_out.format(username='cat')}\n"
    assert molva("link", "admit", "Walkers", "cat").exit_code == 1
    door = next(line[0] for line in listed if line[1] == "Door")
    assert molva("link", "revoke", "Walkers", door).stdout == f"{EN.link_revoked}\n"
    log_in(molva, site, "cat")
    assert molva("link", "join", open_link).stderr == f"{InviteRevoked.en}\n"


def test_a_chat_is_made_public_found_and_joined(molva: Type, site: RunningSite) -> None:
    for user in ("bob", "ann"):
        log_in(molva, site, user, "--register")
    molva("chat", "new", "Forest walkers")
    assert molva("directory", "publish", "Forest walkers", "bob").stderr == f"{AddressTaken.en}\n"
    link = molva("directory", "publish", "Forest walkers", "@Walks").stdout
    assert link == f"{site.url}/@walks\n"
    log_in(molva, site, "bob")
    assert molva("directory", "find", "walk").stdout == "@walks\t1\tForest walkers\n"
    assert molva("directory", "find", "alks").stdout == ""
    assert molva("directory", "join", "@nowhere").stderr == f"{PublicChatNotFound.en}\n"
    assert molva("directory", "join", "@walks").stdout == f"{EN.join_done.format(chat='Forest walkers')}\n"
    log_in(molva, site)
    molva("chat", "new", "Choir")
    molva("directory", "publish", "Choir", "choir", "--ask")
    log_in(molva, site, "bob")
    assert molva("directory", "join", "choir").stdout == f"{EN.join_asked}\n"
    assert molva("directory", "unpublish", "Forest walkers").stderr == f"{RightsMissing.en}\n"
    log_in(molva, site)
    assert molva("directory", "unpublish", "Forest walkers").stdout == f"{EN.directory_left}\n"
    assert molva("directory", "find").stdout == "@choir\t1\tChoir\n"


def test_a_group_is_made_gets_its_rights_and_is_handed_over(molva: Type, site: RunningSite) -> None:
    for user in ("ann", "bob"):
        log_in(molva, site, user, "--register")
    made = molva("chat", "new", "News", "--channel", "--with", "@ann")
    assert (made.exit_code, made.stdout.startswith(EN.created.format(id=""))) == (0, True)
    assert molva("chat", "new", "Walkers", "--with", "ann").exit_code == 0
    nobody = molva("chat", "new", "Walkers", "--with", "eve")
    assert (nobody.exit_code, nobody.stderr) == (1, f"{EN.person_unknown.format(username='eve')}\n")
    roles = {"writes": "member", "adds": "admin", "pins": "member", "changes": "admin", "comments": "member"}
    told = EN.rights.format(**roles, slow=30, hourly=0)
    assert molva("chat", "rights", "Walkers", "--pin", "member", "--slow", "30").stdout == f"{told}\n"
    assert molva("chat", "rights", "Walkers").stdout == f"{told}\n"
    assert molva("chat", "rights", "Walkers", "--slow", "86401").exit_code == 2
    log_in(molva, site, "ann")
    assert molva("chat", "rights", "walkers").stdout == f"{told}\n"
    assert molva("chat", "members", "News", "--search", "bob").stderr == f"{RightsMissing.en}\n"
    found = {query: molva("chat", "members", "walkers", "--search", query).stdout for query in ("BO", "ob", "-")}
    assert found == {"BO": "bob\tbob\towner\n", "ob": "", "-": ""}
    assert set(molva("chat", "members", "walkers").stdout.splitlines()) == {"bob\tbob\towner", "ann\tann\tmember"}
    refused = molva("chat", "rights", "walkers", "--write", "admin")
    assert (refused.exit_code, refused.stderr) == (1, f"{RightsMissing.en}\n")
    assert molva("send", "News", "hello").stderr == f"{RightsMissing.en}\n"
    log_in(molva, site, "bob")
    handed = molva("chat", "transfer", "News", "@ann")
    assert (handed.exit_code, handed.stdout) == (0, f"{EN.transferred.format(chat='News', username='@ann')}\n")
    assert molva("chat", "transfer", "News", "ann").stderr == f"{RightsMissing.en}\n"
    log_in(molva, site, "ann")
    assert molva("send", "News", "hello").exit_code == 0


def test_who_wants_to_be_asked_is_asked_and_answers(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")

    async def want_to_be_asked() -> None:
        async with await Client.sign_in(site.url, "ann", PASSWORD) as ann:
            await ann.call(ChangeAccount(ask_before_adding=True))

    asyncio.run(want_to_be_asked())
    log_in(molva, site, "bob", "--register")
    for name in ("Walkers", "Choir"):
        made = molva("chat", "new", name, "--with", "@ann")
        assert made.stdout.splitlines()[1:] == [EN.person_asked.format(username="@ann")]
    assert molva("chat", "members", "Walkers").stdout == "bob\tbob\towner\n"
    assert (molva("chat", "invited").stdout, molva("chat", "accept", "Walkers").exit_code) == ("", 1)
    log_in(molva, site, "ann")
    told = [line.split("\t")[1:] for line in molva("chat", "invited").stdout.splitlines()]
    assert told == [["Walkers", "1", "@bob"], ["Choir", "1", "@bob"]]
    assert molva("chat", "decline", "choir").stdout == f"{EN.invitation_declined.format(chat='Choir')}\n"
    assert molva("chat", "decline", "choir").stderr == f"{EN.not_invited.format(chat='choir')}\n"
    assert molva("chat", "accept", "walkers").stdout == f"{EN.join_done.format(chat='Walkers')}\n"
    assert molva("chat", "invited").stdout == ""
    assert molva("chat", "members", "Walkers", "--search", "ann").stdout == "ann\tann\tmember\n"


def test_a_message_is_commented_on_and_its_author_finds_the_comment(molva: Type, site: RunningSite) -> None:
    for user in ("bob", "ann"):
        log_in(molva, site, user, "--register")
    assert molva("chat", "new", "Walkers", "--with", "bob").exit_code == 0
    assert molva("send", "Walkers", "Where to?\nOn Saturday").exit_code == 0
    assert molva("comment", "Walkers", "1", "no").stderr == f"{MessageNotFound.en}\n"
    assert molva("comment", "Walkers", "2", " ").stderr == f"{EN.text_empty}\n"
    assert (molva("threads").stdout, molva("comment", "Nowhere", "1", "hm").exit_code) == ("", 1)
    log_in(molva, site, "bob")
    assert molva("comment", "Walkers", "2", "To the hills").exit_code == 0
    log_in(molva, site, "ann")
    (line,) = molva("threads").stdout.splitlines()
    assert line.split("\t")[1:] == ["1", "ann", "Where to? On Saturday"]
    thread = EN.thread.format(chat="Walkers", seq=2)
    said = molva("send", thread, "Good")
    assert (said.exit_code, said.stderr) == (0, "")
    assert molva("send", line.split("\t")[0], "idea").exit_code == 0


def test_what_a_message_said_before_is_for_those_who_moderate(molva: Type, site: RunningSite) -> None:
    site.stop()
    site.settings = replace(site.settings, edit_history="on")
    site.start()
    for user in ("bob", "ann"):
        log_in(molva, site, user, "--register")
    assert molva("chat", "new", "Walkers", "--with", "bob").exit_code == 0
    assert molva("send", "Walkers", "Where to?\nOn \x1b[2JSaturday").exit_code == 0

    async def change() -> None:
        async with await Client.sign_in(site.url, "ann", PASSWORD) as ann:
            (chat_id,) = [each.chat.id for each in await ann.chats() if each.chat.name == "Walkers"]
            await ann.edit(chat_id, 2, "Where to on Sunday?")
            await ann.edit(chat_id, 2, "Where to?")
            assert [each.text for each in await ann.edits(chat_id, 2)][:1] == ["Where to on Sunday?"]

    assert molva("edits", "Walkers", "2").stdout == f"{EN.edits_none.format(seq=2)}\n"
    asyncio.run(change())
    last, first, more = molva("edits", "Walkers", "2").stdout.splitlines()
    assert last.endswith(": Where to on Sunday?")
    assert first.endswith(": Where to?")
    assert more.startswith("    On ")
    assert "\x1b" not in more
    assert molva("edits", "Walkers", "9").stderr == f"{MessageNotFound.en}\n"
    log_in(molva, site, "bob")
    assert molva("edits", "Walkers", "2").stderr == f"{RightsMissing.en}\n"
    assert molva("edits", "@ann", "1").stderr == f"{NotAGroup.en}\n"


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


def test_a_person_without_a_name_is_a_deleted_account() -> None:
    assert person_name(EN, "Bob") == "Bob"
    assert person_name(RU, "") == "Удалённый аккаунт"


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
        assert (result.exit_code, result.stderr) == (1, f"{EN.unreachable.format(url=site.url)}\n")


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


def test_people_are_asked_answer_and_see_how_a_poll_stands(molva: Type, site: RunningSite) -> None:
    log_in(molva, site, "ann", "--register")
    quiz = "--correct", "2", "--explanation", "It is two"
    asked = molva("poll", "new", "General", "Which one?", "one\x1b[2J", "two", *quiz)
    assert (asked.exit_code, asked.stdout) == (0, "1\n")
    assert molva("poll", "vote", "General", "1", "3").exit_code == 1
    answered = molva("poll", "vote", "General", "1", "1")
    assert answered.stdout == f"{EN.poll_right.format(number=2)}\nIt is two\n"
    shown = molva("poll", "show", "General", "1").stdout
    assert shown == f"Which one?\n1. one\ufffd[2J: 1\n2. two: 0\n{EN.poll_own.format(numbers=1)}\n"
    assert molva("poll", "close", "General", "1").stdout == "1. one\ufffd[2J: 1\n2. two: 0 ✓\n"
    assert molva("poll", "show", "General", "1").stdout.endswith(f"{EN.poll_over}\n")
    options = "--named", "--multiple", "--hours", "2"
    assert molva("poll", "new", "General", "Who?", "me", "you", *options).stdout == "2\n"
    assert molva("poll", "vote", "General", "2", "1", "2").exit_code == 0
    assert molva("poll", "show", "General", "2").stdout.startswith("Who?\n1. me: 1\n   ann\n2. you: 1\n   ann\n")
    assert molva("poll", "vote", "General", "2").exit_code == 0
    assert molva("poll", "show", "General", "2").stdout == "Who?\n1. me: 0\n2. you: 0\n"
    molva("send", "General", "words")
    assert molva("poll", "show", "General", "3").stderr == f"{EN.poll_none.format(seq=3)}\n"
