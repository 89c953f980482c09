"""Groups, channels and what is in them, from the console."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from molva.cli.words import EN
from molva.client import Client
from molva.protocol.commands import ChangeAccount
from molva.protocol.errors import (
    AddressTaken,
    InviteRevoked,
    MessageNotFound,
    NotAGroup,
    PublicChatNotFound,
    RightsMissing,
)
from tests.cli.typed import Type, log_in
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD


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
    thread = EN.shared.thread.format(chat="Walkers", seq=2)
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
