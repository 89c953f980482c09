"""Dispatch: from a decoded command to its answer, through the next group commit or a snapshot."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from molva.protocol.commands import Command
from molva.protocol.errors import Internal, NotSignedIn, Overloaded, Refusal, UnknownCommand
from molva.protocol.signals import AnySignal
from molva.server.kernel.caller import Caller
from molva.server.kernel.clock import Clock
from molva.server.kernel.context import Context, View
from molva.server.kernel.defects import defect
from molva.server.kernel.feature import Access, Endpoint, Feature, Mode
from molva.server.storage.committer import Committer, QueueFull
from molva.server.storage.engine import Database, StorageFailed, StorageRefused
from molva.server.storage.revisions import ScopeKind
from molva.server.storage.transaction import ScopeChange, Transaction

A = TypeVar("A")

Outcome = Any
"""The command's answer, or a `Refusal`."""

Reply = Callable[[Outcome], None]

MAX_TASKS: Final = 5_000
"""Reads and preparations under way; readers work off that many in about a second."""


RETRY_AFTER_MS: Final = 1000
"""When an overloaded server is worth asking again."""


class AnswersMissing(Exception):
    """A batch handler has not answered each of its commands."""


class Pending(Struct, frozen=True):
    """A command on its way through the commit."""

    endpoint: Endpoint
    caller: Caller
    command: Command[Any]
    reply: Reply
    prepared: Any = None


class Committed(Struct, frozen=True):
    """What a batch did."""

    outcomes: list[Outcome]
    changes: list[ScopeChange]
    effects: list[object]


class Dispatcher:
    """Knows every command's handler and runs it in its mode."""

    def __init__(
        self,
        features: Sequence[Feature],
        database: Database,
        clock: Clock,
        *,
        publish: Callable[[Sequence[ScopeChange], Sequence[object]], None],
        signal: Callable[[tuple[str, ...], AnySignal, Collection[str]], None],
        fatal: Callable[[], None],
    ) -> None:
        """Collect the handlers.

        Args:
            publish: told what changed, after each commit and before the answers.
            signal: shows a signal to the followers of scopes, except to some users.
            fatal: ends the process when the disk broke its word.
        """
        self.endpoints: dict[type, Endpoint] = {
            endpoint.command: endpoint for feature in features for endpoint in feature.endpoints
        }
        self._scopes: dict[str, ScopeKind] = {
            scope.kind.name: scope.kind for feature in features for scope in feature.scopes
        }
        self._hooks: dict[type, list[Callable[[Context, Any], None]]] = {}
        for row, hook in (pair for feature in features for pair in feature.on_change):
            self._hooks.setdefault(row, []).append(hook)
        self._database = database
        self._clock = clock
        self._publish = publish
        self._signal = signal
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._committer: Committer[Pending, Committed] = Committer(
            database, self._run_batch, committed=self._committed, failed=self._failed, fatal=fatal
        )

    def start(self) -> None:
        """Begin to take commands."""
        self._committer.start()

    async def stop(self) -> None:
        """Finish the commands that were taken and refuse new ones."""
        self._stopping = True
        await self._committer.stop()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def submit(self, caller: Caller, command: Command[Any], reply: Reply) -> None:
        """Take a command; `reply` is called once, on the event loop, with the answer or a refusal."""
        endpoint = self.endpoints.get(type(command))
        if endpoint is None:
            _answer(reply, UnknownCommand(), command)
        elif endpoint.access is Access.USER and caller.user is None:
            _answer(reply, NotSignedIn(), command)
        elif endpoint.mode is not Mode.READ and endpoint.prepare is None:
            self._enqueue(Pending(endpoint, caller, command, reply))
        elif self._stopping or len(self._tasks) >= MAX_TASKS:
            _answer(reply, _overloaded(), command)
        elif endpoint.prepare is not None:
            self._spawn(self._prepare(endpoint.prepare, Pending(endpoint, caller, command, reply)))
        else:
            self._spawn(self._read(endpoint, caller, command, reply))

    async def execute(self, caller: Caller, command: Command[A]) -> A:
        """Run a command and wait for its answer.

        Raises:
            Refusal: from the catalogue.
        """
        outcome = await _answered(partial(self.submit, caller, command))
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome  # type: ignore[no-any-return]  # the handler's type, checked where the endpoint is made

    async def run(self, endpoint: Endpoint, caller: Caller, command: Command[Any]) -> Outcome:
        """Let the server's own work, which no client can name, happen in the next group commit."""
        return await _answered(lambda reply: self._enqueue(Pending(endpoint, caller, command, reply)))

    def _enqueue(self, pending: Pending) -> None:
        try:
            self._committer.put(pending)
        except QueueFull:
            _answer(pending.reply, _overloaded(), pending.command)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _prepare(self, prepare: Callable[[Caller, Any], Awaitable[Any]], pending: Pending) -> None:
        try:
            prepared = await prepare(pending.caller, pending.command)
        except Exception as error:
            # Whatever it is, it is this command's answer: a defect becomes one too, and the server goes on.
            _answer(pending.reply, _outcome(error, pending.command), pending.command)
        else:
            self._enqueue(replace(pending, prepared=prepared))

    async def _read(self, endpoint: Endpoint, caller: Caller, command: Command[Any], reply: Reply) -> None:
        signals: list[tuple[str, AnySignal, Collection[str]]] = []

        def work(connection: Connection) -> Any:
            view = View(connection, caller, self._clock())
            answer = endpoint.handler(view, command)
            signals[:] = view.signals
            return answer

        try:
            outcome = await self._database.read(work)
            for scope, signal, hidden_from in signals:
                self._signal((scope,), signal, hidden_from)
        except Exception as error:
            # As with every command: its own answer, whatever it is.
            outcome = _outcome(error, command)
        _answer(reply, outcome, command)

    def _run_batch(self, connection: Connection, batch: Sequence[Pending]) -> Committed:
        tx = Transaction(connection, self._clock(), self._scopes)
        outcomes: list[Outcome] = []
        for endpoint, group in groupby(batch, key=lambda pending: pending.endpoint):
            if endpoint.mode is Mode.BATCH:
                outcomes.extend(self._run_together(tx, endpoint, list(group)))
            else:
                outcomes.extend(self._run_alone(tx, pending) for pending in group)
        return Committed(outcomes, list(tx.changes.values()), tx.effects)

    def _run_together(self, tx: Transaction, endpoint: Endpoint, group: list[Pending]) -> list[Outcome]:
        commands = [(pending.caller, pending.command) for pending in group]
        try:
            with tx.savepoint():
                outcomes: list[Outcome] = endpoint.handler(tx, commands)
                if len(outcomes) != len(group):
                    raise AnswersMissing
                return outcomes
        except (StorageRefused, StorageFailed):
            raise
        except Exception as error:
            # One of them is poison, whatever it raised; alone, each harms only itself.
            if len(group) == 1:
                return [_outcome(error, group[0].command)]
            return [outcome for pending in group for outcome in self._run_together(tx, endpoint, [pending])]

    def _run_alone(self, tx: Transaction, pending: Pending) -> Outcome:
        try:
            with tx.savepoint():
                ctx = Context(tx, pending.caller, pending.prepared, self._hooks)
                return pending.endpoint.handler(ctx, pending.command)
        except (StorageRefused, StorageFailed):
            # Not this command's fault: a full disk or a lost connection concerns the whole batch.
            raise
        except Exception as error:
            # The savepoint has taken back what it wrote: the others of the batch go on.
            return _outcome(error, pending.command)

    def _committed(self, batch: Sequence[Pending], result: Committed) -> None:
        try:
            self._publish(result.changes, result.effects)
        except Exception as error:
            # It is committed: the senders have to hear it. Whoever follows sees the gap in the revisions.
            defect(error, "publishing a commit")
        for pending, outcome in zip(batch, result.outcomes, strict=True):
            _answer(pending.reply, outcome, pending.command)

    def _failed(self, batch: Sequence[Pending], error: Exception) -> None:
        report = None if isinstance(error, StorageRefused) else defect(error, "a transaction").params["id"]
        for pending in batch:
            outcome = _overloaded() if report is None else Internal(id=report)
            _answer(pending.reply, outcome, pending.command)


async def _answered(submit: Callable[[Reply], None]) -> Outcome:
    answered: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def reply(outcome: Outcome) -> None:
        if not answered.done():
            answered.set_result(outcome)

    submit(reply)
    return await answered


def _outcome(error: Exception, command: Command[Any]) -> Refusal:
    if isinstance(error, Refusal):
        return error
    return _overloaded() if isinstance(error, StorageRefused) else defect(error, type(command).__name__)


def _overloaded() -> Overloaded:
    return Overloaded(retry_after_ms=RETRY_AFTER_MS)


def _answer(reply: Reply, outcome: Outcome, command: Command[Any]) -> None:
    try:
        reply(outcome)
    except Exception as error:
        # One broken connection is no reason for the others to wait for their answers.
        defect(error, f"answering {type(command).__name__}")
