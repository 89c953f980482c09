"""Answering polls: first what nobody may learn, then that every vote counts once."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from molva.protocol.commands import AddMember, LeaveChat, ListVoters, RemoveMember, VoteInPoll
from molva.protocol.errors import InvalidField, MessageNotFound, PollAnswered, VotersHidden
from molva.protocol.frames import Rows
from molva.protocol.rows import MARKED_CHAT_MEMBERS, Message, Vote, account_scope
from molva.server.kernel.caller import Caller
from tests.fixtures.settling import settle
from tests.fixtures.world import Socket, World
from tests.server.features.polls.asking import ask, counts, poll, vote

pytestmark = pytest.mark.anyio


def told(socket: Socket) -> str:
    """Everything that has come over a connection since the last look, in the letters of the wire."""
    return msgspec.json.encode(socket.take()).decode()


async def test_of_an_anonymous_poll_nobody_learns_who_has_chosen_what(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = await ask(world, ann, chat_id)
    watching = [await world.connect(ann), await world.connect(eve)]
    for socket in watching:
        socket.take()
    await vote(world, bob, chat_id, seq, 1)
    for socket in watching:
        frames = [frame for frame in socket.frames if isinstance(frame, Rows)]
        assert [type(row) for frame in frames for row in frame.rows] == [Message]
        assert bob.user_id not in told(socket)
    for who in (ann, bob, eve):
        with pytest.raises(VotersHidden):
            await world.do(who, ListVoters(chat_id=chat_id, seq=seq, option=1))
    back = await world.connect(eve)
    assert [row for row in back.rows() if isinstance(row, Vote)] == []


async def test_the_right_answer_is_on_the_wire_only_for_who_has_answered(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    watching = await world.connect(eve)
    seq = await ask(world, ann, chat_id, correct=1, explanation="Pears are in season")
    answer = await vote(world, bob, chat_id, seq, 0)
    assert (answer.options, answer.correct, answer.explanation) == ((0,), 1, "Pears are in season")
    back = await world.connect(eve)
    for frames in (told(watching), told(back)):
        assert '"options":' in frames
        assert "correct" not in frames
        assert "season" not in frames
    mine = await world.connect(bob)
    assert [row for row in mine.rows() if isinstance(row, Vote)] == [answer]


async def test_an_answer_in_a_quiz_stays(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id, correct=1)
    first = await vote(world, bob, chat_id, seq, 0)
    for other in ((1,), ()):
        with pytest.raises(PollAnswered):
            await vote(world, bob, chat_id, seq, *other)
    assert await vote(world, bob, chat_id, seq, 0) == first
    assert await counts(world, ann, chat_id, seq) == (1, 0, 0, 1)


async def test_what_cannot_be_chosen_is_refused(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    single, many = await ask(world, ann, chat_id), await ask(world, ann, chat_id, multiple=True)
    for seq, options in ((single, (0, 1)), (single, (3,)), (many, (0, 3)), (many, (11,))):
        with pytest.raises(InvalidField):
            await vote(world, bob, chat_id, seq, *options)
    words = (await world.say(ann, chat_id, "no poll")).seq
    with pytest.raises(MessageNotFound):
        await vote(world, bob, chat_id, words, 0)
    for seq, option in ((words, 0), (many, 3)):
        with pytest.raises(MessageNotFound):
            await world.do(bob, ListVoters(chat_id=chat_id, seq=seq, option=option))
    assert await counts(world, ann, chat_id, single) == (0, 0, 0, 0)


async def test_a_vote_is_changed_taken_back_and_told_to_every_device_of_its_person(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    seq = await ask(world, ann, chat_id, multiple=True)
    other = await world.connect(bob)
    other.take()
    first = await vote(world, bob, chat_id, seq, 2, 0, 2)
    assert first.options == (0, 2)
    assert await vote(world, bob, chat_id, seq, 0, 2) == first
    assert await counts(world, ann, chat_id, seq) == (1, 0, 1, 1)
    await vote(world, bob, chat_id, seq, 1)
    assert await counts(world, ann, chat_id, seq) == (0, 1, 0, 1)
    last = await vote(world, bob, chat_id, seq)
    assert await counts(world, ann, chat_id, seq) == (0, 0, 0, 0)
    assert [row.options for row in other.rows() if isinstance(row, Vote)] == [(0, 2), (1,), ()]
    late = await world.connect(bob, {account_scope(bob.user_id): first.rev})
    assert [row for row in late.rows() if isinstance(row, Vote)] == [last]
    # Nothing to take back is nothing to do.
    assert (await vote(world, ann, chat_id, seq)).options == ()


async def test_voters_of_a_named_poll_are_listed_by_option_and_page(world: World) -> None:
    people = await world.people(*(f"user{number}" for number in range(7)))
    ann, *others = people
    chat_id = await world.group(ann, *others)
    seq = await ask(world, ann, chat_id, anonymous=False, multiple=True)
    for who in reversed(others):
        await vote(world, who, chat_id, seq, 0, 2)
    await vote(world, ann, chat_id, seq, 2)
    found, page = list[str](), await world.do(ann, ListVoters(chat_id=chat_id, seq=seq, option=0, limit=4))
    found += [each.user_id for each in page.voters]
    assert page.next == found[-1]
    page = await world.do(ann, ListVoters(chat_id=chat_id, seq=seq, option=0, limit=4, after=page.next))
    found += [each.user_id for each in page.voters]
    # In the order of their ids, which says nothing of when they voted.
    assert (found, page.next) == (sorted(each.user_id for each in others), None)
    assert (await world.do(ann, ListVoters(chat_id=chat_id, seq=seq, option=1))).voters == []


async def test_who_leaves_takes_no_vote_along_and_finds_it_on_return(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob, eve)
    seq = await ask(world, ann, chat_id, anonymous=False)
    for who in (bob, eve):
        await vote(world, who, chat_id, seq, 1)
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
    await world.do(eve, LeaveChat(chat_id=chat_id))
    assert await counts(world, ann, chat_id, seq) == (0, 2, 0, 2)
    named = (await world.do(ann, ListVoters(chat_id=chat_id, seq=seq, option=1))).voters
    assert {each.user_id for each in named} == {bob.user_id, eve.user_id}
    away = await world.connect(bob)
    assert [row for row in away.rows() if isinstance(row, Vote)] == []
    await world.do(ann, AddMember(chat_id=chat_id, user_id=bob.user_id))
    assert [(row.seq, row.options) for row in away.rows() if isinstance(row, Vote)] == [(seq, (1,))]
    await vote(world, bob, chat_id, seq, 0)
    assert await counts(world, ann, chat_id, seq) == (1, 1, 0, 2)


async def test_a_hundred_who_answer_at_once_are_counted_once_each(world: World) -> None:
    people = await world.people(*(f"user{number}" for number in range(100)))
    chat_id = await world.group(people[0], *people[1:])
    seq = await ask(world, people[0], chat_id)
    run = world.core.dispatcher.execute
    votes = [VoteInPoll(chat_id=chat_id, seq=seq, options=(number % 3,)) for number in range(100)]
    # Each is sent twice, as after a lost answer.
    answers = await asyncio.gather(*(run(who, one) for who, one in zip(people * 2, votes * 2, strict=True)))
    assert answers[:100] == answers[100:]
    assert await counts(world, people[0], chat_id, seq) == (34, 33, 33, 100)


async def crowd(world: World) -> tuple[list[Caller], str]:
    """People in a chat of more than MARKED_CHAT_MEMBERS."""
    people = await world.people(*(f"user{number}" for number in range(MARKED_CHAT_MEMBERS + 1)))
    return people, await world.group(people[0], *people[1:])


async def test_a_large_chat_is_told_of_many_votes_together_and_of_the_last_one_soon(world: World) -> None:
    people, chat_id = await crowd(world)
    seq = await ask(world, people[0], chat_id)
    watching = await world.connect(people[0])
    watching.take()
    for who in people[1:51]:
        await vote(world, who, chat_id, seq, 1)
    (first,) = [row for row in watching.rows() if isinstance(row, Message)]
    assert first.poll is not None
    assert first.poll.voters == 1
    await world.pass_time(1000)
    (then,) = [row for row in watching.rows() if isinstance(row, Message)]
    assert then.poll is not None
    assert then.poll.voters == 50
    # Nothing more is told when nothing more was chosen.
    await world.pass_time(10_000)
    assert watching.rows() == []


async def test_a_clock_that_was_set_back_does_not_keep_a_large_chat_waiting(world: World) -> None:
    people, chat_id = await crowd(world)
    seq = await ask(world, people[0], chat_id)
    await vote(world, people[1], chat_id, seq, 1)
    world.clock.advance(-86_400_000)
    await vote(world, people[2], chat_id, seq, 1)
    await world.pass_time(1000)
    await settle()
    assert (await poll(world, people[0], chat_id, seq)).voters == 2
