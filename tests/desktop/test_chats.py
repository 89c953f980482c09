"""What happens in chats: refusals, reactions, edits, groups, being removed, unread messages and notices."""

from __future__ import annotations

import pytest

from molva.desktop import session
from molva.desktop.lines import Line
from molva.desktop.screens.members import MembersDialog
from molva.desktop.screens.new_chat import NewChatDialog
from molva.desktop.screens.settings import SettingsDialog
from molva.desktop.screens.switcher import Switcher
from molva.desktop.widgets.dialog import Question
from molva.protocol.commands import History, RemoveMember
from molva.words import Tick
from tests.desktop.desk import Desk, Desks
from tests.fixtures.site import RunningSite


def lines(desk: Desk) -> list[Line]:
    return [line for line in desk.main.conversation.timeline.drawn_lines if not line.service]


def open_first(desk: Desk) -> None:
    desk.main.open(desk.main.list.entries[0].chat_id)


def test_a_message_that_is_too_long_stays_with_the_reason_and_can_be_discarded(pair: tuple[Desk, Desk]) -> None:
    ann, _ = pair
    ann.write("[" * 16_000)
    ann.until(lambda: bool(lines(ann)) and bool(lines(ann)[0].refused))
    assert lines(ann)[0].tick is Tick.FAILED
    assert lines(ann)[0].refused == "The text is longer than 4000 characters. Shorten or split it."
    ann.main.conversation.menu.fill(lines(ann)[0])
    menu = ann.main.conversation.menu.menu
    assert [menu.entrycget(index, "label") for index in range(3)] == ["Copy text", "Try again", "Discard"]
    menu.invoke(2)
    ann.until(lambda: not lines(ann))
    assert not ann.session.client.waiting


def test_whoever_was_removed_is_told_and_cannot_write(desks: Desks, site: RunningSite, pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    made: list[str] = []
    creating = ann.session.client.create_group("Walks", [bob.session.replica.user_id])
    ann.session.do(creating, then=lambda opened: made.append(opened.chat.id))
    bob.until(lambda: "Walks" in bob.names)
    bob.main.open(made[0])
    removing = RemoveMember(chat_id=made[0], user_id=bob.session.replica.user_id)
    ann.session.do(ann.session.client.call(removing))
    bob.until(lambda: "Walks" not in bob.names)
    bob.until(lambda: bool(bob.main.conversation.writing.refusal))
    assert bob.main.conversation.writing.refusal == "You are no longer in this chat."
    assert not bob.main.conversation.writing.composer.text.winfo_ismapped()


def test_reactions_edits_replies_and_deletion_are_seen_by_both(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    ann.write("Saturday?")
    bob.until(lambda: bob.names[:1] == ["ann"])
    open_first(bob)
    bob.until(lambda: bob.texts == ["Saturday?"])
    bob.main.conversation.react(lines(bob)[0], "👍")
    ann.until(lambda: bool(lines(ann)[0].chips))
    assert [(chip.emoji, chip.count, chip.own) for chip in lines(ann)[0].chips] == [("👍", 1, False)]
    bob.main.conversation.writing.reply(lines(bob)[0])
    bob.write("Yes")
    ann.until(lambda: ann.texts == ["Saturday?", "Yes"])
    quote = lines(ann)[1].quote
    assert quote is not None
    assert quote.text == "Saturday?"
    ann.main.conversation.writing.edit(lines(ann)[0])
    ann.write("Sunday?")
    bob.until(lambda: bob.texts == ["Sunday?", "Yes"])
    assert lines(bob)[0].meta.startswith("edited")
    ann.main.conversation.menu.fill(lines(ann)[0])
    menu = ann.main.conversation.menu.menu
    end = menu.index("end")
    assert end is not None
    labels = [menu.entrycget(index, "label") for index in range(end + 1)]
    menu.invoke(labels.index("Delete for everybody"))
    question = ann.window(Question, ann.main.conversation)
    question.answer.invoke()
    bob.until(lambda: bob.texts == ["Message deleted", "Yes"])
    assert lines(bob)[0].gone


def test_unread_messages_are_counted_in_the_list_and_the_title_and_announced(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    ann.write("one")
    ann.write("two")
    bob.until(lambda: bob.root.title() == "(2) Molva")
    assert bob.main.list.entries[0].unread == 2
    ann.until(lambda: [line.tick for line in lines(ann)] == [Tick.DELIVERED, Tick.DELIVERED])
    bob.until(lambda: bob.program.toasts.said == ("ann", "two"))
    bob.root.focus_force()
    open_first(bob)
    bob.until(lambda: bob.root.title() == "Molva")
    ann.until(lambda: [line.tick for line in lines(ann)] == [Tick.READ, Tick.READ])


def test_a_muted_chat_is_not_announced(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    ann.write("before")
    bob.until(lambda: bob.program.toasts.said == ("ann", "before"))
    chat_id = bob.main.list.entries[0].chat_id
    muting = bob.session.client.change_chat_settings(chat_id, muted_until=2**53 - 1)
    bob.session.do(muting)
    bob.until(lambda: bob.main.list.entries[0].muted)
    ann.write("muted")
    bob.until(lambda: bob.main.list.entries[0].unread == 2)
    assert bob.program.toasts.said == ("ann", "before")
    assert bob.root.title() == "Molva"


def test_a_group_is_made_people_are_added_and_one_leaves(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    ann.main.show_new_chat()
    made = ann.window(NewChatDialog)
    ann.until(lambda: len(made.people) == 2)
    made.create.invoke()
    assert made.problem.cget("text") == "Fill in the fields first."
    made.group_name.value = "Walks"
    made.create.invoke()
    ann.until(
        lambda: ann.main.list.selected is not None and "Walks" in str(ann.main.conversation.head.title.cget("text"))
    )
    ann.main.show_members()
    members = ann.window(MembersDialog)
    ann.until(lambda: members.picker.names == ["ann  @ann · owner"])
    members.username.value = "nobody"
    members.add()
    ann.until(lambda: members.problem.cget("text") == "Nothing found")
    members.username.value = "@bob"
    members.add()
    ann.until(lambda: len(members.picker.names) == 2)
    bob.until(lambda: "Walks" in bob.names)
    bob.main.open(next(entry.chat_id for entry in bob.main.list.entries if entry.name == "Walks"))
    bob.main.show_members()
    his = bob.window(MembersDialog)
    his.leave()
    question = bob.window(Question, his)
    question.answer.invoke()
    bob.until(lambda: "Walks" not in bob.names)


def test_a_chat_is_found_and_a_message_forwarded_by_the_keyboard(pair: tuple[Desk, Desk]) -> None:
    ann, _ = pair
    ann.write("to be forwarded")
    ann.until(lambda: [line.tick for line in lines(ann)] == [Tick.SENT])
    ann.main.show_switcher()
    switcher = ann.window(Switcher)
    assert switcher.picker.names == ["bob", "General"]
    switcher.query.value = "gen"
    ann.until(lambda: switcher.picker.names == ["General"])
    switcher.choose()
    ann.until(lambda: ann.main.conversation.head.title.cget("text") == "General")
    ann.main.open(next(entry.chat_id for entry in ann.main.list.entries if entry.name == "bob"))
    seq = lines(ann)[-1].seq
    assert seq is not None
    ann.main.show_forward(seq)
    target = ann.window(Switcher)
    target.query.value = "general"
    ann.until(lambda: target.picker.names == ["General"])
    target.choose()
    ann.until(lambda: ann.texts == ["to be forwarded"] and bool(lines(ann)[0].above))
    assert lines(ann)[0].above == "Forwarded from ann"


def test_hostile_names_and_texts_are_shown_harmlessly(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    texts = [
        "\u202egnp.exe",
        "👩‍👩‍👧‍👦🏴‍☠️𝔘𐍈",
        "[exec rm] $env(HOME) {un\\balanced",
        "[" * 4_000,
        "a\x07b\x1b[31mc",
        "ا" * 500,
    ]
    for text in texts:
        ann.write(text)
    bob.until(lambda: bob.names[:1] == ["ann"])
    open_first(bob)
    bob.until(lambda: bob.main.conversation.timeline.at_bottom or len(bob.texts) > 1)
    bob.main.conversation.timeline.show_newest()
    shown: set[str] = set()

    def all_seen() -> bool:
        shown.update(bob.texts)
        bob.main.conversation.timeline.scroll(-300)
        return len(shown) >= len(texts)

    bob.until(all_seen)
    assert not any(sign in text for text in shown for sign in "\u202e\x07\x1b")
    assert "👩‍👩‍👧‍👦🏴‍☠️𝔘𐍈" in shown
    for name in ("\u202eevil", "[destroy .]", "𝔘" * 60):
        renaming = ann.session.client.create_group(name)
        ann.session.do(renaming, failed=lambda _: None)
    ann.until(lambda: "[destroy .]" in ann.names)


def test_text_is_cut_and_pasted_with_the_mouse(pair: tuple[Desk, Desk]) -> None:
    ann, _ = pair
    composer = ann.main.conversation.writing.composer
    composer.value = "twice "
    composer.text.tag_add("sel", "1.0", "end-1c")
    menu = composer.fill_menu()
    menu.invoke(0)
    assert composer.value == ""
    menu.invoke(2)
    menu.invoke(2)
    assert composer.value == "twice twice "


def test_messages_that_come_while_a_list_has_dropped_down_are_shown(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    bob.main.settings_button.invoke()
    settings = bob.window(SettingsDialog, bob.root)
    settings.theme.focus_force()
    settings.theme.event_generate("<Down>")
    bob.root.update()
    ann.write("hello")
    bob.until(lambda: bob.names[:1] == ["ann"] and bob.main.list.entries[0].unread == 1)


def test_older_messages_come_while_one_scrolls_up(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    for number in range(120):
        ann.write(f"number {number}")
    ann.until(lambda: not ann.session.client.waiting)
    bob.quit()
    again = bob.again()
    again.until(lambda: again.names[:1] == ["ann"])
    chat_id = again.main.list.entries[0].chat_id
    before = len(again.session.replica.chats[chat_id].messages)
    assert before < 120
    again.main.open(chat_id)

    def at_first() -> bool:
        again.main.conversation.timeline.scroll(-400)
        return "number 0" in again.texts

    again.until(at_first)
    assert len(again.texts) < 90
    assert chat_id in again.session.at_start


def test_older_messages_than_there_is_room_for_are_not_asked_for(
    pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, _ = pair
    ann.write("one")
    ann.until(lambda: ann.texts == ["one"])
    asked: list[object] = []

    async def history(*_: object, **where: object) -> History:
        asked.append(where["before"])
        return History(messages=[], members=[], quoted=[], at_start=True, at_end=True, rev=1)

    chat_id = ann.main.conversation.chat_id
    assert chat_id is not None
    # What has begun by itself ends first: the beginning of so short a chat.
    ann.until(lambda: chat_id in ann.session.at_start and chat_id not in ann.session.loading)
    ann.session.at_start.clear()
    monkeypatch.setattr(ann.session.client, "history", history)
    with monkeypatch.context() as full:
        full.setattr(session, "KEPT_MESSAGES", session.PAGE - 1)
        ann.session.load_older(chat_id, 1)
    # The window asks again by itself.
    ann.session.load_older(chat_id, 2)
    ann.until(lambda: asked != [])
    assert 1 not in asked


def test_the_keys_work_wherever_one_is(pair: tuple[Desk, Desk]) -> None:
    ann, _ = pair
    ann.write("Saturday?")
    ann.until(lambda: ann.texts == ["Saturday?"])
    conversation = ann.main.conversation
    ann.until(lambda: [line.tick for line in lines(ann)] == [Tick.SENT])
    conversation.writing.reply(lines(ann)[0])
    text = conversation.writing.composer.text
    text.focus_force()
    text.event_generate("<Escape>")
    ann.write("not an answer")
    ann.until(lambda: ann.texts == ["Saturday?", "not an answer"])
    assert lines(ann)[1].quote is None
    text.event_generate("<Alt-Down>")
    ann.until(lambda: conversation.head.title.cget("text") == "General")
    text.event_generate("<Alt-Up>")
    ann.until(lambda: conversation.head.title.cget("text") == "bob")
    text.event_generate("<Control-k>")
    assert ann.window(Switcher).picker.names == ["bob", "General"]


def test_a_group_is_left_from_the_list_after_a_question(pair: tuple[Desk, Desk]) -> None:
    ann, bob = pair
    made: list[str] = []
    creating = ann.session.client.create_group("Walks", [bob.session.replica.user_id])
    ann.session.do(creating, then=lambda opened: made.append(opened.chat.id))
    bob.until(lambda: "Walks" in bob.names)
    bob.main.open(made[0])

    def labels(chat_id: str) -> list[str]:
        menu = bob.main.fill_menu(chat_id)
        return [menu.entrycget(index, "label") for index in range((menu.index("end") or 0) + 1)]

    direct = next(entry.chat_id for entry in bob.main.list.entries if entry.name == "ann")
    assert "Leave chat" not in labels(direct)
    bob.main.fill_menu(made[0]).invoke(labels(made[0]).index("Leave chat"))
    question = bob.window(Question)
    question.destroy()
    assert "Walks" in bob.names
    bob.main.fill_menu(made[0]).invoke(labels(made[0]).index("Leave chat"))
    bob.window(Question).answer.invoke()
    bob.until(lambda: "Walks" not in bob.names)
    bob.until(lambda: bool(bob.main.conversation.writing.refusal))
    assert ann.session.replica.chats[made[0]].chat is not None
    ann.until(
        lambda: (
            bob.session.replica.user_id not in ann.session.replica.chats[made[0]].members
            or ann.session.replica.chats[made[0]].members[bob.session.replica.user_id].left
        )
    )
