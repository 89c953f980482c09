"""Polls: who may not vote any more, who is not told who voted, and how one is answered, taken back and closed."""

from __future__ import annotations

import json

import pytest

from molva.desktop.lines import Line
from molva.desktop.preferences import preferences_file
from molva.desktop.screens.voters import VotersDialog
from molva.desktop.widgets.dialog import Question
from molva.words.poll_lines import PollLine
from tests.desktop.desk import Desk, Desks
from tests.fixtures.site import RunningSite


def lines(desk: Desk) -> list[Line]:
    return [line for line in desk.main.conversation.timeline.drawn_lines if not line.service]


def poll(desk: Desk) -> PollLine:
    """The newest poll in view."""
    return [line.poll for line in lines(desk) if line.poll is not None][-1]


def seen(desk: Desk) -> list[tuple[str, str, bool, bool | None]]:
    """What the newest poll shows of each option: its words, its share, one's own mark, and whether it is right."""
    return [(each.text, each.share, each.marked, each.right) for each in poll(desk).options]


def ask(desk: Desk, *options: str, **how: object) -> None:
    """Ask the open chat what one likes, and wait until it is there."""
    chat_id = desk.main.conversation.chat_id
    assert chat_id is not None
    count = len(lines(desk))
    desk.session.do(desk.session.client.create_poll(chat_id, "What shall we do?", options, **how))  # type: ignore[arg-type]  # as given by the tests
    desk.until(lambda: len(lines(desk)) == count + 1)


def press(desk: Desk, tag: str) -> None:
    """Click in the middle of what carries a tag in the newest message."""
    canvas = desk.main.conversation.timeline.canvas
    desk.root.update()
    left, top, right, bottom = canvas.bbox(canvas.find_withtag(f"line:{lines(desk)[-1].key}&&{tag}")[0])
    x, y = (left + right) // 2, (top + bottom) // 2 - round(canvas.canvasy(0))
    canvas.event_generate("<Motion>", x=x, y=y)
    canvas.event_generate("<Button-1>", x=x, y=y)
    desk.root.update()


def menu(desk: Desk) -> dict[str, int]:
    """What can be done with the newest message, and where it stands in the menu."""
    opened = desk.main.conversation.menu
    opened.fill(lines(desk)[-1])
    end = opened.menu.index("end")
    assert end is not None
    return {opened.menu.entrycget(index, "label"): index for index in range(end + 1)}


def do(desk: Desk, label: str) -> None:
    desk.main.conversation.menu.menu.invoke(menu(desk)[label])


@pytest.fixture
def both(pair: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """Ann and Bob, who look at their chat."""
    ann, bob = pair
    ann.write("a question")
    bob.until(lambda: bob.names[:1] == ["ann"])
    bob.main.open(bob.main.list.entries[0].chat_id)
    bob.until(lambda: bob.texts == ["a question"])
    return pair


def test_a_poll_shows_its_result_to_whoever_has_answered_and_a_vote_can_be_taken_back(both: tuple[Desk, Desk]) -> None:
    ann, bob = both
    ask(ann, "Walk", "Swim")
    bob.until(lambda: len(lines(bob)) == 2)
    assert poll(bob).kind == "Anonymous poll"
    assert poll(bob).foot == "No votes yet"
    assert seen(bob) == [("Walk", "", False, None), ("Swim", "", False, None)]
    press(bob, "option:1")
    bob.until(lambda: seen(bob) == [("Walk", "0%", False, None), ("Swim", "100%", True, None)])
    ann.until(lambda: poll(ann).foot == "1 vote")
    assert poll(ann).votable
    assert seen(ann)[1] == ("Swim", "", False, None)
    assert not {"Who voted", "Close the poll", "Edit", "Forward…"} & set(menu(bob))
    bob.main.conversation.polls.choose(lines(bob)[-1], 0)
    do(bob, "Retract vote")
    bob.until(lambda: poll(bob).votable)
    ann.until(lambda: poll(ann).foot == "No votes yet")
    assert "Retract vote" not in menu(bob)


def test_nobody_votes_in_a_closed_poll_and_everybody_sees_its_result(both: tuple[Desk, Desk]) -> None:
    ann, bob = both
    ask(ann, "Walk", "Swim")
    press(ann, "option:0")
    bob.until(lambda: len(lines(bob)) == 2 and poll(bob).foot == "1 vote")
    do(ann, "Close the poll")
    ann.window(Question, ann.main.conversation).answer.invoke()
    bob.until(lambda: poll(bob).kind == "Final results")
    assert seen(bob) == [("Walk", "100%", False, None), ("Swim", "0%", False, None)]
    assert not poll(bob).votable
    ann.until(lambda: poll(ann).kind == "Final results")
    assert not {"Retract vote", "Close the poll"} & set(menu(ann))
    line = lines(bob)[-1]
    assert line.seq is not None
    assert line.poll is not None
    bob.main.conversation.polls.choose(line, 1)
    assert not bob.session.client.waiting
    # Somebody who had not heard of it yet is refused, and told why.
    assert bob.main.conversation.chat_id is not None
    bob.session.vote(bob.main.conversation.chat_id, line.seq, (1,), failed=bob.main.fail)
    bob.until(lambda: "This poll is closed" in bob.main.notice.cget("text"))
    bob.until(lambda: seen(bob)[1] == ("Swim", "0%", False, None))


def test_several_answers_are_ticked_and_sent_together_and_names_are_told(both: tuple[Desk, Desk]) -> None:
    ann, bob = both
    ask(ann, "Walk", "Swim", "Read", multiple=True, anonymous=False)
    bob.until(lambda: len(lines(bob)) == 2)
    assert poll(bob).kind == "Poll with names"
    assert "Who voted" not in menu(bob)
    bob.main.conversation.polls.vote(lines(bob)[-1])
    assert poll(bob).votable
    for option in (0, 1, 2, 1):
        press(bob, f"option:{option}")
    bob.until(lambda: [each.marked for each in poll(bob).options] == [True, False, True])
    assert poll(ann).foot == "No votes yet"
    press(bob, "vote:")
    bob.until(lambda: [each.share for each in poll(bob).options] == ["100%", "0%", "100%"])
    ann.until(lambda: poll(ann).foot == "1 vote")
    do(ann, "Who voted")
    voters = ann.window(VotersDialog, ann.main.conversation)
    ann.until(lambda: len(voters.picker.names) == 5)
    assert voters.picker.names == ["Walk · 1", "    bob  @bob", "Swim · 0", "Read · 1", "    bob  @bob"]


def test_the_answer_of_a_quiz_is_told_to_whoever_has_answered_and_stays(both: tuple[Desk, Desk]) -> None:
    ann, bob = both
    ask(ann, "4", "5", correct=1, explanation="Two and three")
    bob.until(lambda: len(lines(bob)) == 2)
    assert poll(bob).kind == "Anonymous quiz"
    assert not poll(bob).explanation
    press(bob, "option:0")
    bob.until(lambda: seen(bob) == [("4", "100%", True, False), ("5", "0%", False, True)])
    assert poll(bob).explanation == "Two and three"
    assert "Retract vote" not in menu(bob)
    ann.until(lambda: poll(ann).foot == "1 vote")
    assert not poll(ann).explanation


def test_a_vote_without_a_connection_waits_and_survives_quitting(
    desks: Desks, site: RunningSite, both: tuple[Desk, Desk]
) -> None:
    ann, bob = both
    ask(ann, "Walk", "Swim")
    bob.until(lambda: len(lines(bob)) == 2)
    site.stop()
    bob.until(lambda: bob.main.banner.winfo_ismapped() == 1)
    press(bob, "option:0")
    bob.until(lambda: poll(bob).foot == "Your vote waits for the network")
    assert seen(bob)[0] == ("Walk", "0%", True, None)
    bob.quit()
    again = desks.start("bob")
    site.start()
    ann.until(lambda: poll(ann).foot == "1 vote")
    again.until(lambda: again.online and not again.session.client.waiting)
    again.main.open(again.main.list.entries[0].chat_id)
    again.until(lambda: len(lines(again)) == 2 and poll(again).foot == "1 vote")
    assert seen(again)[0] == ("Walk", "100%", True, None)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_polls_look_like_their_theme(desks: Desks, site: RunningSite, theme: str, language: str) -> None:
    ann = desks.start("ann")
    path = preferences_file(ann.environment)
    ann.quit()
    path.write_text(json.dumps({"theme": theme, "language": language}), encoding="utf-8")
    ann = desks.start("ann")
    ann.join(site.url, "ann")
    bob = desks.start("bob")
    bob.join(site.url, "bob")
    for desk in (bob, ann):
        desk.main.open(desk.main.list.entries[0].chat_id)
    ask(bob, "4", "5", "6", correct=1, explanation="Two and three, as everybody knows.")
    ask(bob, "A walk through the forest to the lake, and back", "🏊", multiple=True, anonymous=False)
    ann.until(lambda: len(lines(ann)) == 2)
    chat_id, first = ann.main.conversation.chat_id, lines(ann)[0].seq
    assert chat_id is not None
    assert first is not None
    ann.session.vote(chat_id, first, (0,), failed=ann.main.fail)
    bob.session.vote(chat_id, first, (1,), failed=bob.main.fail)
    press(ann, "option:0")
    ask(ann, "Лес", "Озеро")
    press(ann, "option:0")
    ann.until(lambda: poll(ann).foot[:1] == "1" and (each := lines(ann)[0].poll) is not None and each.foot[:1] == "2")
    colours = ann.picture(f"polls-{theme}-{language}")
    palette = ann.program.look.palette
    for expected in (palette.success, palette.danger, palette.accent):
        assert colours[expected] > 100, expected
