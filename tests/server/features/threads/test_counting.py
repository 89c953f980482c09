"""Counting: whatever is done, a root tells what is there to be seen in its thread."""

from __future__ import annotations

import random

import pytest

from molva.protocol.commands import DeleteMessage, EditMessage, GetHistory, OpenThread, React
from molva.protocol.errors import Refusal
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("seed", range(6))
async def test_a_root_counts_what_is_there_after_whatever_was_done(world: World, seed: int) -> None:
    chance = random.Random(seed)  # the seed names the case
    people = await world.people("ann", "bob", "eve")
    chat_id = await world.group(*people)
    roots = [(await world.say(people[0], chat_id, str(number))).seq for number in range(2)]
    threads: dict[int, str] = {}
    for seq in roots:
        for who in people:
            threads[seq] = (await world.do(who, OpenThread(chat_id=chat_id, seq=seq))).thread.chat.id
    for _ in range(40):
        who, root = chance.choice(people), chance.choice(roots)
        thread, seq = threads[root], chance.randint(1, 12)
        try:
            match chance.randrange(6):
                case 0 | 1:
                    lifetime = chance.choice([None, None, 1, 3])
                    await world.say(who, thread, "a comment", lifetime_s=lifetime)
                case 2:
                    await world.do(who, DeleteMessage(chat_id=thread, seq=seq))
                case 3:
                    await world.do(who, EditMessage(chat_id=thread, seq=seq, text="changed"))
                case 4:
                    await world.do(who, React(chat_id=thread, seq=seq, emoji=("👍",)))
                case _:
                    await world.pass_time(chance.randint(0, 1500))
        except Refusal:
            # Somebody else's, deleted, or not there: it changes nothing, and so the count neither.
            continue
    # What expires in one look is counted in the next.
    for _ in range(3):
        await world.pass_time(4000)
    page = await world.do(people[1], GetHistory(chat_id=chat_id))
    told = {message.seq: message.comments for message in page.messages}
    for root, thread in threads.items():
        there = await world.do(people[2], GetHistory(chat_id=thread, limit=200))
        seen = [message for message in there.messages if not message.deleted]
        comments = told[root]
        assert (0 if comments is None else comments.count) == len(seen)
        if seen and comments is not None:
            last = list(dict.fromkeys(message.sender_id for message in reversed(seen)))
            assert (comments.last_at, list(comments.user_ids)) == (seen[-1].sent_at, last[:3])
