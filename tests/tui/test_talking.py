"""Two people talk: one in the terminal, the other by the SDK."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import AppBlur, AppFocus

from molva.client import Client, FellBehind
from molva.client.feed import Feed
from molva.protocol.commands import AddMember, RemoveMember
from molva.protocol.rows import AnyRow
from molva.tui import session
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.conftest import Two
from tests.tui.terminal import register, terminal

pytestmark = pytest.mark.anyio


async def test_whoever_is_removed_is_told_and_reads_no_more(two: Two) -> None:
    await two.ann.send(two.group, "for members")
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("for members")
        await two.ann.call(RemoveMember(chat_id=two.group, user_id=two.bob_id))
        await bob.sees("You are no longer in this chat.")
        await bob.misses("for members", "Walkers")


async def test_a_refused_message_says_why_in_the_persons_language_and_can_be_put_away(two: Two) -> None:
    async with terminal(two.home, language="ru") as bob:
        await bob.open("Walkers")
        await bob.say("x" * 20_000)
        await bob.sees("Текст длиннее", "Не отправлено")
        refused = bob.ids_of("Не отправлено")
        await bob.on_message("xxx")
        await bob.press("enter")
        await bob.choose("Повторить")
        # It is another message now, and refused like the first one.
        await settle(lambda: bob.ids_of("Не отправлено") not in (refused, []))
        await bob.on_message("xxx")
        await bob.press("enter")
        await bob.choose("Убрать")
        await bob.misses("xxx")
        await bob.say("short")
        await bob.sees("short")
        await settle(lambda: two.messages() == ["short"])


async def test_messages_go_both_ways_and_are_ticked_when_they_are_read(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise a machine may be too slow to see it.
    monkeypatch.setattr(session, "TYPING_SECONDS", 3_600)
    await two.ann.send(two.group, "are you there?")
    async with terminal(two.home) as bob:
        await bob.sees("Walkers", "Ann: are you there?", " 1")
        assert bob.app.title == "(1) Molva"
        await bob.open("Walkers")
        await bob.sees("New messages", "are you there?")
        await settle(lambda: bob.app.title == "Molva")
        await bob.say("yes, here")
        await settle(lambda: two.messages() == ["are you there?", "yes, here"])
        await bob.sees("yes, here  ")
        await two.ann.mark_read(two.group, two.ann.replica.chats[two.group].last_seq)
        await bob.sees("✓✓")
        await two.ann.typing(two.group)
        await bob.sees("Ann is typing…")


def read_by_bob(two: Two) -> int:
    """How far Ann is told that Bob has read."""
    mark = two.ann.replica.chats[two.group].marks.get(two.bob_id)
    return 0 if mark is None else mark.read_seq


async def test_only_what_is_looked_at_is_read(two: Two) -> None:
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("No messages yet", "2 members")
        bob.app.post_message(AppBlur())
        first = await two.ann.send(two.group, "are you there?")
        await bob.sees("are you there?")
        second = await two.ann.send(two.group, "hello?")
        await bob.sees("hello?")
        await settle(lambda: bob.app.title == "(2) Molva")
        assert read_by_bob(two) < first.seq
        bob.app.post_message(AppFocus())
        await settle(lambda: read_by_bob(two) == second.seq and bob.app.title == "Molva")
        # A small window is above the chat.
        await bob.press("f1")
        third = await two.ann.send(two.group, "tea?")
        await settle(lambda: bob.app.title == "(1) Molva")
        assert read_by_bob(two) == second.seq
        await bob.press("escape")
        await settle(lambda: read_by_bob(two) == third.seq and bob.app.title == "Molva")


async def test_what_lies_behind_the_list_of_chats_is_not_read(two: Two) -> None:
    async with terminal(two.home, size=(50, 20)) as bob:
        await bob.open("Walkers")
        await bob.sees("2 members")
        await bob.press("escape")
        sent = await two.ann.send(two.group, "are you there?")
        await bob.sees("are you there?")
        await settle(lambda: bob.app.title == "(1) Molva")
        assert read_by_bob(two) < sent.seq
        await bob.press("enter")
        await settle(lambda: read_by_bob(two) == sent.seq and bob.app.title == "Molva")


async def test_a_message_is_answered_changed_and_deleted(two: Two) -> None:
    await two.ann.send(two.group, "what time?")
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.on_message("what time?")
        await bob.press("r")
        await bob.sees("Reply to Ann: what time?")
        await bob.say("at eigt")
        await bob.sees("│ Ann: what time?", "at eigt")
        await settle(lambda: "at eigt" in two.messages())
        await bob.press("up")
        await bob.sees("Editing: at eigt")
        await bob.say("at eight")
        await bob.sees("at eight", "edited")
        await settle(lambda: two.messages() == ["what time?", "at eight"])
        await bob.on_message("at eight")
        await bob.press("d")
        await bob.choose("Delete for everybody")
        await bob.sees("Message deleted")
        await settle(lambda: two.messages() == ["what time?", ""])
        await bob.on_message("what time?")
        await bob.press("d")
        await bob.choose("Delete for me")
        await bob.misses("what time?")
    assert two.messages()[0] == "what time?"


async def test_a_letter_of_the_russian_keyboard_does_the_same(two: Two) -> None:
    await two.ann.send(two.group, "вопрос")
    async with terminal(two.home, language="ru") as bob:
        await bob.open("Walkers")
        await bob.on_message("вопрос")
        await bob.press("к")
        await bob.sees("Ответ · Ann: вопрос")


async def test_a_message_gets_a_reaction_a_pin_and_another_chat(two: Two) -> None:
    other = await two.ann.create_group("Runners", [two.bob_id])
    sent = await two.ann.send(two.group, "tea at five")
    async with terminal(two.home) as bob:
        await bob.sees("Runners")
        await bob.open("Walkers")
        await bob.on_message("tea at five")
        await bob.press("+")
        await bob.choose("🎉")
        await bob.sees("🎉 1")
        await bob.press("enter")
        await bob.choose("React")
        await bob.choose("Take the reaction back")
        await bob.misses("🎉 1")
        await bob.press("f")
        await bob.fill("Runners")
        await bob.press("enter")
        await bob.sees("Forwarded: Runners")
        await two.ann.pin(two.group, sent.seq)
        await bob.sees("Pinned: tea at five")
        await bob.press("f2")
        await bob.choose("tea at five")
        await bob.on_message("tea at five")
        # Only those who run the group pin; the sentence is the catalogue's.
        await bob.press("p")
        await bob.sees("You do not have the right to do this.")
    forwarded = two.ann.replica.chats[other.chat.id].messages
    assert [row.text for row in forwarded.values() if row.forward] == ["tea at five"]


async def test_a_link_is_made_followed_and_revoked(two: Two, site: RunningSite, tmp_path: Path) -> None:
    async with terminal(two.home) as bob:
        await bob.open("General")
        await bob.press("ctrl+k")
        await bob.fill("Bob's own")
        await bob.choose("New group")
        await bob.sees("Bob's own", "1 member")
        await bob.press("f3")
        await bob.choose("Make a link")
        await bob.sees("/j#")
        code = "".join(bob.screen.split("/j#")[1].split("│")[0].split())
        await bob.press("escape")
        await two.ann.join_chat(code)
        await bob.sees("Ann joined")
        await bob.press("f3")
        await bob.choose("joined: 1")
        await bob.sees("Revoke the link", "Cancel")
        await bob.choose("Revoke")
        await bob.sees("The link is revoked.")


async def test_somebody_joins_by_a_link(two: Two) -> None:
    club = await two.ann.create_group("Club")
    link = await two.ann.create_chat_invite(club.chat.id)
    async with terminal(two.home) as bob:
        await bob.sees("Walkers")
        await bob.press("ctrl+o")
        await bob.fill("https://here/j#nonsense")
        await bob.press("enter")
        await bob.sees("This invite does not exist")
        await bob.press("ctrl+o")
        await bob.fill(f"https://here/j#{link.code}")
        await bob.press("enter")
        await bob.sees("Club", "2 members")
    members = two.ann.replica.chats[club.chat.id].members
    assert two.bob_id in members


async def test_a_person_is_found_and_written_to(two: Two, site: RunningSite) -> None:
    async with await Client.register(site.url, "zoe", PASSWORD, name="Зоя") as zoe, terminal(two.home) as bob:
        await bob.sees("Walkers")
        await bob.press("ctrl+k")
        await bob.fill("zoe")
        await bob.choose("write to @zoe")
        await bob.sees("Зоя  online")
        await bob.say("hello")
        await settle(lambda: any(rows.messages for rows in zoe.replica.chats.values()))


async def test_what_was_begun_stays_in_its_chat(two: Two) -> None:
    await two.ann.create_group("Runners", [two.bob_id])
    async with terminal(two.home) as bob:
        await bob.sees("Runners")
        await bob.open("Walkers")
        await bob.press("h", "m", "m")
        await bob.open("Runners")
        await bob.sees("Draft: hmm")
        await bob.open("Walkers")
        await bob.misses("Draft: hmm")
        await bob.sees("│ hmm")


async def test_a_newcomer_sees_where_to_begin(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home) as bob:
        await bob.sees("General", "No messages yet", "Choose a chat")
        await bob.press("f1")
        await bob.sees("Keys", "Ctrl+K")
        await bob.press("escape")
        await bob.misses("Alt+Enter, Ctrl+J")


async def test_a_member_who_comes_is_counted(two: Two, site: RunningSite) -> None:
    async with await Client.register(site.url, "zoe", PASSWORD, name="Zoe") as zoe, terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("2 members")
        await two.ann.call(AddMember(chat_id=two.group, user_id=zoe.user_id))
        await bob.sees("3 members", "Ann added Zoe")


async def test_a_screen_that_falls_behind_goes_on_with_what_the_client_has(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds: list[Feed[AnyRow]] = []
    rows = Client.rows

    def noted(client: Client) -> Feed[AnyRow]:
        feeds.append(rows(client))
        return feeds[-1]

    monkeypatch.setattr(Client, "rows", noted)
    async with terminal(two.home) as bob:
        await bob.open("Walkers")
        await bob.sees("2 members")
        await settle(lambda: len(feeds) == 1)
        feeds[0].end(FellBehind())
        await two.ann.send(two.group, "so many rows")
        await bob.sees("so many rows")
        await settle(lambda: len(feeds) == 2)
        await bob.say("not too many")
        await bob.sees("not too many  ")
