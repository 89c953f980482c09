"""A small feature that can do everything wrong that a handler may do wrong."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, insert, select, text

from molva.protocol.commands import Command, Done
from molva.protocol.errors import Conflict, NotAMember, Refusal
from molva.protocol.ids import new_id
from molva.protocol.rows import Mark
from molva.protocol.signals import Typing
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context, View
from molva.server.kernel.feature import Access, Feature, Followed, Scope, batch, read, write
from molva.server.storage.columns import IdType
from molva.server.storage.engine import Database
from molva.server.storage.revisions import ScopeKind
from molva.server.storage.transaction import Transaction

metadata: Final = MetaData()
pads: Final = Table("pads", metadata, Column("id", IdType, primary_key=True), Column("rev", BigInteger, nullable=False))
notes: Final = Table(
    "notes",
    metadata,
    Column("pad_id", IdType, nullable=False),
    Column("text", Text, nullable=False, unique=True),
    Column("rev", BigInteger, nullable=False),
)
PAD: Final = ScopeKind("pad", pads, pads.c.id, pads.c.rev)

ANN: Final = Caller(user=new_id(1), session=new_id(2))
SECRET: Final = "correct horse battery staple"


class Write(Command[Done], tag="toy_write", frozen=True, kw_only=True):
    """Write a note, then fail in the given way."""

    pad_id: str
    text: str
    then: str = ""


class Append(Command[Done], tag="toy_append", frozen=True, kw_only=True):
    """The same, by a batch handler."""

    pad_id: str
    text: str
    then: str = ""


class Prepared(Command[Done], tag="toy_prepared", frozen=True, kw_only=True):
    """Write what `prepare` made of the text."""

    pad_id: str
    text: str


class Count(Command[Done], tag="toy_count", frozen=True, kw_only=True):
    """Read, then fail in the given way."""

    then: str = ""


class Public(Command[Done], tag="toy_public", frozen=True, kw_only=True):
    """Needs no session."""


class Unknown(Command[Done], tag="toy_unknown", frozen=True, kw_only=True):
    """Has no handler."""


class ToyError(Exception):
    """What no catalogue knows."""


def fail(connection: Connection, then: str) -> None:
    """Fail in the way of that name."""
    match then:
        case "":
            return
        case "refuse":
            raise NotAMember
        case "break":
            raise ToyError(SECRET)
        case "repeat":
            connection.execute(insert(notes).values(pad_id=new_id(0), text=SECRET, rev=0))
            connection.execute(insert(notes).values(pad_id=new_id(0), text=SECRET, rev=0))
        case "nonsense":
            connection.execute(text(f'SELECT no_such_column AS "{SECRET}" FROM notes'))
        case "bad value":
            connection.execute(insert(notes).values(pad_id=new_id(0), text=SECRET, rev=2**70))
        case _:
            raise LookupError(then)


def write_note(ctx: Context, command: Write) -> Done:
    scope = f"pad:{command.pad_id}"
    rev = ctx.next_rev(scope)
    assert ctx.next_rev(scope) == rev
    put_note(ctx.connection, command.pad_id, command.text, rev)
    ctx.changed(scope, row(command.pad_id, rev))
    ctx.after_commit(command.text)
    fail(ctx.connection, command.then)
    return Done()


def append_notes(tx: Transaction, commands: Sequence[tuple[Caller, Append]]) -> list[Done | Refusal]:
    for _, command in commands:
        scope = f"pad:{command.pad_id}"
        rev = tx.advance(scope)
        put_note(tx.connection, command.pad_id, command.text, rev)
        tx.changes[scope].rows.append(row(command.pad_id, rev))
        fail(tx.connection, "" if command.then in ("answer less", "refuse quietly") else command.then)
    answers: list[Done | Refusal] = [
        Conflict() if command.then == "refuse quietly" else Done() for _, command in commands
    ]
    return [] if any(command.then == "answer less" for _, command in commands) else answers


async def prepare(caller: Caller, command: Prepared) -> str:
    match command.text:
        case "refuse":
            raise NotAMember
        case "break":
            raise ToyError(SECRET)
        case _:
            return command.text.upper()


def write_prepared(ctx: Context, command: Prepared) -> Done:
    put_note(ctx.connection, command.pad_id, ctx.prepared, 0)
    return Done()


def count_notes(view: View, command: Count) -> Done:
    view.connection.execute(select(notes)).all()
    if command.then == "write":
        put_note(view.connection, new_id(0), "from a read", 0)
    view.signals.append(("pad:x", Typing(chat_id="x", user_id=view.user_id), ()))
    fail(view.connection, command.then)
    return Done()


def public(view: View, command: Public) -> Done:
    return Done()


def put_note(connection: Connection, pad_id: str, text: str, rev: int) -> None:
    connection.execute(insert(notes).values(pad_id=pad_id, text=text, rev=rev))


def row(pad_id: str, rev: int) -> Mark:
    return Mark(chat_id=pad_id, user_id=ANN.user_id, rev=rev)


def toy_feature(on_change: Sequence[tuple[type, Callable[[Context, Any], None]]] = ()) -> Feature:
    def nothing(*_: object) -> list[Followed]:
        return []

    return Feature(
        name="toy",
        endpoints=(
            write(Write, write_note, "POST /toy"),
            batch(Append, append_notes, "POST /toys"),
            write(Prepared, write_prepared, "POST /prepared", prepare=prepare),
            read(Count, count_notes, "GET /toy"),
            read(Public, public, "GET /public", access=Access.ANYONE),
        ),
        scopes=(Scope(PAD, nothing, nothing),),
        on_change=tuple(on_change),
    )


async def make_tables(database: Database) -> str:
    """Make the toy's tables and one pad, whose id is returned."""
    pad_id = new_id(0)

    def work(connection: Connection) -> None:
        metadata.create_all(connection)
        connection.execute(insert(pads).values(id=pad_id, rev=0))

    await database.write(work)
    return pad_id


async def texts(database: Database) -> list[str]:
    """Read the notes in their order."""
    query = select(notes.c.text).order_by(notes.c.rev, notes.c.text)
    return await database.read(lambda connection: list(connection.execute(query).scalars()))
