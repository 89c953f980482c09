"""Whatever people do with polls, in whatever order, the counts are those of a model that knows no server."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from molva.protocol.commands import AddMember, ClosePoll, DeleteMessage, RemoveMember
from molva.protocol.errors import Refusal
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import running_world
from tests.server.features.polls.asking import OPTIONS, ask, counts, vote

A = TypeVar("A")

RUNS = settings(
    max_examples=8, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
KINDS: tuple[dict[str, Any], ...] = ({}, {"multiple": True}, {"correct": 1}, {"anonymous": False, "multiple": True})

who = st.integers(0, 3)
which = st.integers(0, len(KINDS) - 1)


class Counting(RuleBasedStateMachine):
    """Four people in a group with a poll of each kind; the first of them owns the group."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.stack = AsyncExitStack()
        self.chosen: list[dict[int, tuple[int, ...]]] = [{} for _ in KINDS]
        self.closed, self.deleted = set[int](), set[int]()
        self.here = {0, 1, 2, 3}
        self.wait(self._start())

    def wait(self, work: Coroutine[Any, Any, A]) -> A:
        return self.loop.run_until_complete(work)

    async def _start(self) -> None:
        database = SqliteDatabase(Path(shutil.copyfile(self.template, self.folder / "molva.db")))
        self.stack.push_async_callback(database.close)
        self.world = await self.stack.enter_async_context(running_world(database, FakeClock()))
        self.people = await self.world.people("ann", "bob", "eve", "kim")
        self.chat_id = await self.world.group(self.people[0], *self.people[1:])
        self.polls = [await ask(self.world, self.people[0], self.chat_id, **kind) for kind in KINDS]

    def teardown(self) -> None:
        self.wait(self.stack.aclose())
        self.loop.close()
        shutil.rmtree(self.folder)

    def _expect(self, person: int, poll: int, options: tuple[int, ...]) -> str:
        """What the server has to answer; empty if it takes the vote."""
        mine = self.chosen[poll].get(person, ())
        if person not in self.here:
            return "chat_not_found"
        if poll in self.deleted:
            return "message_deleted"
        if len(options) > 1 and not KINDS[poll].get("multiple"):
            return "invalid_field"
        if options == mine:
            return ""
        if poll in self.closed:
            return "poll_closed"
        return "poll_answered" if mine and "correct" in KINDS[poll] else ""

    @rule(person=who, poll=which, options=st.sets(st.integers(0, len(OPTIONS) - 1)))
    def vote(self, person: int, poll: int, options: set[int]) -> None:
        chosen = tuple(sorted(options))
        due, said = self._expect(person, poll, chosen), ""
        try:
            self.wait(vote(self.world, self.people[person], self.chat_id, self.polls[poll], *chosen))
        except Refusal as refusal:
            said = refusal.code
        assert said == due
        if not due:
            self.chosen[poll][person] = chosen
        self._check()

    @rule(polls=st.sets(which, min_size=1), options=st.lists(st.integers(0, 2), min_size=4, max_size=4))
    def vote_at_once(self, polls: set[int], options: list[int]) -> None:
        """Everybody answers all of these polls in one go."""
        jobs, due = [], []
        for poll in polls:
            for person, option in enumerate(options):
                jobs.append(vote(self.world, self.people[person], self.chat_id, self.polls[poll], option))
                due.append(self._expect(person, poll, (option,)))
                if not due[-1]:
                    self.chosen[poll][person] = (option,)

        async def run() -> list[Any]:
            return await asyncio.gather(*jobs, return_exceptions=True)

        assert [getattr(outcome, "code", "") for outcome in self.wait(run())] == due
        self._check()

    @rule(poll=which)
    def close(self, poll: int) -> None:
        if poll not in self.deleted:
            self.wait(self.world.do(self.people[0], ClosePoll(chat_id=self.chat_id, seq=self.polls[poll])))
            self.closed.add(poll)
        self._check()

    @rule(poll=which)
    def delete(self, poll: int) -> None:
        self.wait(self.world.do(self.people[0], DeleteMessage(chat_id=self.chat_id, seq=self.polls[poll])))
        self.deleted.add(poll)
        self._check()

    @rule(person=st.integers(1, 3))
    def come_or_go(self, person: int) -> None:
        user_id = self.people[person].user_id
        command = RemoveMember if person in self.here else AddMember
        self.wait(self.world.do(self.people[0], command(chat_id=self.chat_id, user_id=user_id)))
        self.here ^= {person}
        self._check()

    def _check(self) -> None:
        for poll, seq in enumerate(self.polls):
            if poll not in self.deleted:
                votes = [options for options in self.chosen[poll].values() if options]
                due = *(sum(option in each for each in votes) for option in range(len(OPTIONS))), len(votes)
                assert self.wait(counts(self.world, self.people[0], self.chat_id, seq)) == due


def test_the_counts_are_those_of_the_model(sqlite_template: Path) -> None:
    class Machine(Counting):
        template = sqlite_template

    run_state_machine_as_test(Machine, settings=RUNS)
