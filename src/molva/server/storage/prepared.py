"""Statements of the hot path: written in SQLAlchemy Core, compiled once, run on the driver itself.

SQLAlchemy spends ten times what SQLite does on a small statement. What runs once a message or once a batch
goes this way; everything else goes through `Connection.execute`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BindParameter, Column, Connection, Dialect, LargeBinary, Select, bindparam
from sqlalchemy.sql.base import Executable

from molva.server.storage.columns import IdType, pack_id, unpack_id

REMEMBERED_IDS: Final = 16_384
"""Ids whose sixteen bytes are remembered: those of the people and chats that are active just now."""


@lru_cache(maxsize=REMEMBERED_IDS)
def _pack(value: str) -> bytearray:
    # The SQLite driver binds int, str and bytearray at once, and asks its adapters about everything else, bytes,
    # bool and None too, which costs ten times as much. So statements of the hot path leave empty columns out.
    return bytearray(pack_id(value))


Row = tuple[Any, ...]


class Prepared:
    """One statement with named parameters that are handed over by position."""

    def __init__(self, statement: Executable, *names: str) -> None:
        """Keep the statement; it is compiled when a dialect first needs it.

        Args:
            names: the statement's parameters in the order in which values will come.
        """
        self._statement = statement
        self._names = names
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, *values: Any) -> list[Row]:
        """Run a query and return every row as the driver gives it: on SQLite ids are bytes."""
        compiled = self._for(connection)
        cursor = driver_cursor(connection)
        cursor.execute(compiled.sql, compiled.arrange(values))
        rows: list[Row] = cursor.fetchall()
        cursor.close()
        return rows

    def many(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Run once for each row of values."""
        compiled = self._for(connection)
        cursor = driver_cursor(connection)
        cursor.executemany(compiled.sql, list(map(compiled.arrange, rows)))
        cursor.close()

    def _for(self, connection: Connection) -> "_Compiled":
        name = connection.dialect.name
        compiled = self._compiled.get(name)
        if compiled is None:
            compiled = self._compiled[name] = _Compiled(self._statement, self._names, connection.dialect)
        return compiled


class PreparedIn:
    """A query for the rows whose column is one of the given values."""

    def __init__(self, query: Select[Any], column: Column[Any]) -> None:
        self._query = query
        self._column = column
        self._by_size: dict[int, Prepared] = {}

    def all(self, connection: Connection, values: Sequence[Any]) -> list[Row]:
        """Return the rows; in lists of equal statements: their lengths are powers of two, filled up by repetition."""
        if not values:
            return []
        size = 1 << (len(values) - 1).bit_length()
        prepared = self._by_size.get(size)
        if prepared is None:
            names = [f"v{n}" for n in range(size)]
            listed = self._column.in_([bindparam(name, type_=self._column.type) for name in names])
            prepared = self._by_size[size] = Prepared(self._query.where(listed), *names)
        return prepared.all(connection, *values, *[values[-1]] * (size - len(values)))


class _Compiled:
    """A statement's text in one dialect, and how its values have to be laid out."""

    def __init__(self, statement: Executable, names: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every Executable of ours is a ClauseElement
        self.sql = str(compiled)
        order: list[str] = list(compiled.positiontup)
        binds: dict[str, BindParameter[Any]] = compiled.binds
        constants = {name: bind.value for name, bind in binds.items() if name not in names}
        sources = [names.index(name) if name in names else name for name in order]
        packers: list[Callable[[Any], Any] | None] = [None] * len(order)
        if dialect.name == "sqlite":
            packers = [_packer(binds[name].type) for name in order]
        self.arrange = _arranger(sources, packers, constants)


def _packer(column_type: object) -> Callable[[Any], Any] | None:
    if isinstance(column_type, IdType):
        return _pack
    return bytearray if isinstance(column_type, LargeBinary) else None


def _arranger(
    sources: list[int | str], packers: list[Callable[[Any], Any] | None], constants: dict[str, Any]
) -> Callable[[Sequence[Any]], Sequence[Any]]:
    packed = [(place, pack) for place, pack in enumerate(packers) if pack is not None]
    in_order = sources == list(range(len(sources)))

    def arrange(values: Sequence[Any]) -> Sequence[Any]:
        if in_order:
            laid_out = list(values)
        else:
            laid_out = [values[each] if isinstance(each, int) else constants[each] for each in sources]
        for place, pack in packed:
            laid_out[place] = pack(laid_out[place])
        return laid_out

    return arrange


def read_id(connection: Connection, value: Any) -> str:
    """Turn an id as the driver gives it into text."""
    return unpack_id(value) if connection.dialect.name == "sqlite" else str(value)


def execute(connection: Connection, sql: str) -> None:
    """Run a statement without parameters and rows on the driver."""
    cursor = driver_cursor(connection)
    cursor.execute(sql)
    cursor.close()


def driver_cursor(connection: Connection) -> Any:
    """Open a cursor of the driver inside the connection's transaction."""
    return connection.connection.cursor()
