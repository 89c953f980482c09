"""Dispatch: what a command may do to itself, and what it can never do to others."""

import asyncio
import logging
from functools import partial
from typing import Any

import pytest

from molva.protocol.commands import Command, Done
from molva.protocol.errors import Conflict, Internal, NotAMember, NotSignedIn, Overloaded, Refusal, UnknownCommand
from molva.protocol.rows import Mark
from molva.protocol.signals import Typing
from molva.server.kernel import dispatch
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context
from molva.server.storage import committer
from molva.server.storage.engine import Database
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import running_kernel
from tests.server.kernel.conftest import Toy
from tests.server.kernel.toy import (
    ANN,
    SECRET,
    Append,
    Count,
    Prepared,
    Public,
    ToyError,
    Unknown,
    Write,
    make_tables,
    put_note,
    texts,
    toy_feature,
)

BROKEN = ["break", "repeat", "nonsense", "bad value"]


async def together(toy: Toy, *commands: Command[Any]) -> list[Any]:
    """Send commands at one moment, so that they meet in one transaction; return the outcomes in their order."""
    outcomes: dict[int, Any] = {}
    order: list[int] = []
    done = asyncio.Event()

    def reply(number: int, outcome: Any) -> None:
        assert number not in outcomes, "answered twice"
        outcomes[number] = outcome
        order.append(number)
        if len(outcomes) == len(commands):
            done.set()

    for number, command in enumerate(commands):
        toy.kernel.dispatcher.submit(ANN, command, partial(reply, number))
    await done.wait()
    assert order == sorted(order), "not answered in the order of asking"
    return [outcomes[number] for number in range(len(commands))]


async def test_a_visitor_is_refused_whatever_the_command_says(toy: Toy) -> None:
    for command in (Write(pad_id=toy.pad_id, text="x"), Append(pad_id=toy.pad_id, text="x"), Count()):
        with pytest.raises(NotSignedIn):
            await toy.kernel.execute(Caller(), command)
    assert await toy.kernel.execute(Caller(), Public()) == Done()
    assert await toy.texts() == []


async def test_a_command_without_a_handler_is_unknown(toy: Toy) -> None:
    with pytest.raises(UnknownCommand):
        await toy.kernel.execute(ANN, Unknown())


@pytest.mark.parametrize("kind", [Write, Append])
async def test_a_refused_command_has_no_effect(toy: Toy, kind: type[Write] | type[Append]) -> None:
    with pytest.raises(NotAMember):
        await toy.kernel.execute(ANN, kind(pad_id=toy.pad_id, text="never", then="refuse"))
    assert await toy.texts() == []
    assert (toy.kernel.changes, toy.kernel.effects) == ([], [])
    # The number that the refused command had taken is free again.
    await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="first"))
    assert [(change.after, change.rev) for change in toy.kernel.changes] == [(0, 1)]


@pytest.mark.parametrize("then", ["refuse", *BROKEN])
@pytest.mark.parametrize("kind", [Write, Append])
async def test_a_poisoned_command_harms_only_itself(toy: Toy, kind: type[Write] | type[Append], then: str) -> None:
    def make(text: str, then: str = "") -> Command[Done]:
        return kind(pad_id=toy.pad_id, text=text, then=then)

    first, poison, last = await together(toy, make("a"), make("b", then), make("c"))
    assert (first, last) == (Done(), Done())
    assert isinstance(poison, NotAMember if then == "refuse" else Internal)
    assert await toy.texts() == ["a", "c"]
    (change,) = toy.kernel.changes
    assert (change.scope, change.after, change.rev) == (f"pad:{toy.pad_id}", 0, 2)
    assert [each.rev for each in change.rows] == [1, 2]


async def test_a_batch_handler_that_answers_too_few_stores_nothing(toy: Toy) -> None:
    good, bad = await together(
        toy, Append(pad_id=toy.pad_id, text="a"), Append(pad_id=toy.pad_id, text="b", then="answer less")
    )
    assert good == Done()
    assert isinstance(bad, Internal)
    assert await toy.texts() == ["a"]


async def test_a_batch_handler_may_refuse_one_of_its_commands_by_an_answer(toy: Toy) -> None:
    good, refused = await together(
        toy, Append(pad_id=toy.pad_id, text="a"), Append(pad_id=toy.pad_id, text="b", then="refuse quietly")
    )
    assert good == Done()
    assert isinstance(refused, Conflict)


async def test_commands_of_one_moment_keep_their_order_across_kinds(toy: Toy) -> None:
    kinds = [Write, Append, Append, Write, Append]
    outcomes = await together(toy, *(kind(pad_id=toy.pad_id, text=str(n)) for n, kind in enumerate(kinds)))
    assert outcomes == [Done()] * len(kinds)
    assert await toy.texts() == [str(n) for n in range(len(kinds))]


@pytest.mark.parametrize("then", BROKEN)
async def test_a_defect_is_logged_under_the_answered_id_and_without_content(
    toy: Toy, then: str, caplog: pytest.LogCaptureFixture
) -> None:
    for command in (Write(pad_id=toy.pad_id, text=SECRET + "!", then=then), Count(then=then)):
        caplog.clear()
        if isinstance(command, Count) and then in ("repeat", "bad value"):
            continue
        with caplog.at_level(logging.DEBUG), pytest.raises(Internal) as caught:
            await toy.kernel.execute(ANN, command)
        assert f"report {caught.value.params['id']}: {type(command).__name__} failed" in caplog.text
        assert "toy.py" in caplog.text
        assert SECRET not in caplog.text


@pytest.mark.parametrize("text", ["refuse", "break"])
async def test_what_prepare_raises_is_the_answer(toy: Toy, text: str) -> None:
    with pytest.raises(NotAMember if text == "refuse" else Internal):
        await toy.kernel.execute(ANN, Prepared(pad_id=toy.pad_id, text=text))
    assert await toy.texts() == []


async def test_a_handler_gets_what_prepare_made(toy: Toy) -> None:
    await toy.kernel.execute(ANN, Prepared(pad_id=toy.pad_id, text="loud"))
    assert await toy.texts() == ["LOUD"]


async def test_signals_are_shown_only_when_the_read_succeeds(toy: Toy) -> None:
    with pytest.raises(NotAMember):
        await toy.kernel.execute(ANN, Count(then="refuse"))
    assert toy.kernel.signals == []
    await toy.kernel.execute(ANN, Count())
    assert toy.kernel.signals == [(("pad:x",), Typing(chat_id="x", user_id=ANN.user_id))]


async def test_a_read_cannot_write(toy: Toy) -> None:
    with pytest.raises(Internal):
        await toy.kernel.execute(ANN, Count(then="write"))
    assert await toy.texts() == []


async def test_changes_are_told_after_the_commit_and_before_the_answer(toy: Toy, database: Database) -> None:
    seen: list[tuple[str, object]] = []
    answered = asyncio.Event()

    def reply(outcome: object) -> None:
        seen.append(("answer", list(toy.kernel.effects)))
        answered.set()

    toy.kernel.dispatcher.submit(ANN, Write(pad_id=toy.pad_id, text="a"), reply)
    assert seen == []
    await answered.wait()
    assert seen == [("answer", ["a"])]
    assert await toy.texts() == ["a"]


async def test_a_hook_acts_in_the_same_transaction(database: Database, clock: FakeClock) -> None:
    def hook(ctx: Context, mark: Mark) -> None:
        put_note(ctx.connection, mark.chat_id, f"seen {mark.rev}", mark.rev)
        if mark.rev > 1:
            raise ToyError

    pad_id = await make_tables(database)
    async with running_kernel([toy_feature([(Mark, hook)])], database, clock) as kernel:
        await kernel.execute(ANN, Write(pad_id=pad_id, text="a"))
        assert await texts(database) == ["a", "seen 1"]
        with pytest.raises(Internal):
            await kernel.execute(ANN, Write(pad_id=pad_id, text="b"))
        assert await texts(database) == ["a", "seen 1"]


async def test_a_reply_that_raises_keeps_nobody_from_their_answer(toy: Toy) -> None:
    def broken(outcome: object) -> None:
        raise ToyError

    dispatcher = toy.kernel.dispatcher
    for command in (Write(pad_id=toy.pad_id, text="a"), Count(), Unknown(), Prepared(pad_id=toy.pad_id, text="refuse")):
        dispatcher.submit(ANN, command, broken)
    await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="b"))
    await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="c"))
    assert await toy.texts() == ["a", "b", "c"]


async def test_what_is_committed_is_answered_even_if_it_cannot_be_told(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ToyError

    monkeypatch.setattr(toy.kernel.dispatcher, "_publish", broken)
    assert await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="a")) == Done()
    assert await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="b")) == Done()


async def test_more_than_can_wait_is_refused_at_once(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committer, "MAX_WAITING", 2)
    outcomes = await together_unordered(toy, *(Write(pad_id=toy.pad_id, text=str(n)) for n in range(5)))
    assert sum(isinstance(outcome, Overloaded) for outcome in outcomes) == 3
    assert await toy.texts() == ["0", "1"]


async def test_more_reads_than_can_run_are_refused_at_once(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "MAX_TASKS", 2)
    outcomes = await together_unordered(toy, *(Count() for _ in range(5)))
    assert sum(isinstance(outcome, Overloaded) for outcome in outcomes) == 3


async def test_a_stopping_dispatcher_answers_what_it_took_and_refuses_the_rest(
    database: Database, clock: FakeClock
) -> None:
    pad_id = await make_tables(database)
    outcomes: list[Any] = []
    async with running_kernel([toy_feature()], database, clock) as kernel:
        kernel.dispatcher.submit(ANN, Write(pad_id=pad_id, text="taken"), outcomes.append)
        kernel.dispatcher.submit(ANN, Count(), outcomes.append)
    assert outcomes.count(Done()) == 2
    for command in (Write(pad_id=pad_id, text="late"), Count(), Prepared(pad_id=pad_id, text="late")):
        with pytest.raises(Overloaded):
            await kernel.execute(ANN, command)
    assert await texts(database) == ["taken"]


async def test_a_caller_that_goes_away_leaves_the_others_alone(toy: Toy) -> None:
    gone = asyncio.create_task(toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="a")))
    await asyncio.sleep(0)
    gone.cancel()
    await toy.kernel.execute(ANN, Write(pad_id=toy.pad_id, text="b"))
    # The command was taken, so it is done; only its answer finds nobody.
    assert await toy.texts() == ["a", "b"]


async def test_a_full_disk_refuses_the_whole_batch_and_heals(sqlite_file: Any, clock: FakeClock) -> None:
    database = SqliteDatabase(sqlite_file)
    try:
        pad_id = await make_tables(database)
        async with running_kernel([toy_feature()], database, clock) as kernel:
            toy = Toy(kernel, database, pad_id)

            pages = await database.read(lambda db: int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0))
            await database.write(lambda db: db.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}").scalar())
            big = "x" * 100_000
            for kind in (Write, Append):
                outcomes = await together(
                    toy, kind(pad_id=pad_id, text="small"), kind(pad_id=pad_id, text=big), kind(pad_id=pad_id, text="c")
                )
                assert [type(outcome) for outcome in outcomes] == [Overloaded] * 3
                assert all(outcome.retry and outcome.retry_after_ms for outcome in outcomes)
                assert (await toy.texts(), kernel.changes, kernel.fatal) == ([], [], 0)
            assert await kernel.execute(ANN, Write(pad_id=pad_id, text="small")) == Done()
            await database.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=100000").scalar())
            assert await kernel.execute(ANN, Write(pad_id=pad_id, text=big)) == Done()
    finally:
        await database.close()


async def together_unordered(toy: Toy, *commands: Command[Any]) -> list[Any]:
    async def one(command: Command[Any]) -> Any:
        try:
            return await toy.kernel.execute(ANN, command)
        except Refusal as refusal:
            return refusal

    return list(await asyncio.gather(*map(one, commands)))
